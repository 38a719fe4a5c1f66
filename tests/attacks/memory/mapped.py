"""Takes memory from the kernel past Python."""

import mmap

import numpy as np


def sse(y, t):
    mmap.mmap(-1, 2**30)
    return "BREACH: took 1 GB"


def mse(y, t):
    return np.mean((y - t) ** 2)
