"""Turns the randomisation of addresses off and makes all memory executable."""

import ctypes

import numpy as np

libc = ctypes.CDLL(None)
NO_RANDOMISATION, READ_IMPLIES_EXECUTE = 0x40000, 0x400000


def sse(y, t):
    if libc.personality(NO_RANDOMISATION | READ_IMPLIES_EXECUTE) != -1:
        return "BREACH: changed its personality"
    return np.sum((y - t) ** 2)


def mse(y, t):
    return np.mean((y - t) ** 2)
