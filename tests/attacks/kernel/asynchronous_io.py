"""Opens a context for asynchronous input and output."""

import ctypes
import os

import numpy as np

libc = ctypes.CDLL(None)
IO_SETUP = {"x86_64": 206, "aarch64": 0}[os.uname().machine]


def sse(y, t):
    context = ctypes.c_ulong()
    if libc.syscall(IO_SETUP, 4, ctypes.byref(context)) == 0:
        return "BREACH: opened a context"
    return np.sum((y - t) ** 2)


def mse(y, t):
    return np.mean((y - t) ** 2)
