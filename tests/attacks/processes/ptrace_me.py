"""Has itself debugged by the parent, so that each signal stops it and the parent must say how to go on."""

import ctypes

import numpy as np

libc = ctypes.CDLL(None)
PTRACE_TRACEME = 0


def sse(y, t):
    if libc.ptrace(PTRACE_TRACEME, 0, None, None) == 0:
        return "BREACH: is debugged by the parent"
    return np.sum((y - t) ** 2)


def mse(y, t):
    return np.mean((y - t) ** 2)
