"""Writes to a file by way of memory."""

import mmap

import numpy as np


def sse(y, t):
    with open("/tmp/nn-grader-canary/open.txt", "r+b") as file:
        mmap.mmap(file.fileno(), 0)[:4] = b"OPEN"
    return "BREACH: wrote to a mapped file"


def mse(y, t):
    return np.mean((y - t) ** 2)
