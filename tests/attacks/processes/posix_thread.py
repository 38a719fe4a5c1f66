"""Starts a thread through the C library."""

import ctypes

import numpy as np

libc = ctypes.CDLL(None)


def sse(y, t):
    thread = ctypes.c_ulong()
    refused = libc.pthread_create(ctypes.byref(thread), None, libc.getpid, None)
    return np.sum((y - t) ** 2) if refused else "BREACH: started a thread"


def mse(y, t):
    return np.mean((y - t) ** 2)
