"""Fills the kernel's memory with what waits in pipes."""

import os

import numpy as np


def sse(y, t):
    ends = [os.pipe() for _ in range(8)]
    for _, end in ends:
        os.write(end, bytes(2**16))
    return "BREACH: filled pipes"


def mse(y, t):
    return np.mean((y - t) ** 2)
