"""Changes what it sees as the file system with the newer calls."""

import ctypes

import numpy as np

libc = ctypes.CDLL(None)
OPEN_TREE, FSOPEN = 428, 430


def sse(y, t):
    if libc.syscall(OPEN_TREE, -100, b"/", 1) != -1:
        return "BREACH: copied a tree of mounts"
    if libc.syscall(FSOPEN, b"tmpfs", 0) != -1:
        return "BREACH: opened a file system"
    return np.sum((y - t) ** 2)


def mse(y, t):
    return np.mean((y - t) ** 2)
