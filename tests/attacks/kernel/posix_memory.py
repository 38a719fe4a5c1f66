"""Leaves POSIX shared memory behind."""

import ctypes
import os

import numpy as np

libc = ctypes.CDLL(None)


def sse(y, t):
    if libc.shm_open(b"/nn-grader-attack", os.O_RDWR | os.O_CREAT, 0o600) != -1:
        return "BREACH: left shared memory"
    return np.sum((y - t) ** 2)


def mse(y, t):
    return np.mean((y - t) ** 2)
