"""Takes memory from the C library past Python."""

import ctypes

import numpy as np

libc = ctypes.CDLL(None)
libc.malloc.restype = ctypes.c_void_p
libc.sbrk.restype = ctypes.c_ssize_t


def sse(y, t):
    if libc.malloc(ctypes.c_size_t(2**30)):
        return "BREACH: took 1 GB"
    if libc.sbrk(ctypes.c_ssize_t(2**30)) != -1:
        return "BREACH: took 1 GB"
    return np.sum((y - t) ** 2)


def mse(y, t):
    return np.mean((y - t) ** 2)
