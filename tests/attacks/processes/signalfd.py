"""Receives signals through a file."""

import ctypes

import numpy as np

libc = ctypes.CDLL(None)


def sse(y, t):
    mask = (ctypes.c_uint64 * 16)(2**64 - 1)
    return np.sum((y - t) ** 2) if libc.signalfd(-1, mask, 0) == -1 else "BREACH: reads signals"


def mse(y, t):
    return np.mean((y - t) ** 2)
