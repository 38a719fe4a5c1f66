"""Compares what it and its parent have in the kernel."""

import ctypes
import os

import numpy as np

libc = ctypes.CDLL(None)
KCMP = {"x86_64": 312, "aarch64": 272}[os.uname().machine]


def sse(y, t):
    for descriptor in range(4):
        if libc.syscall(KCMP, os.getpid(), os.getppid(), 0, descriptor, descriptor) != -1:
            return "BREACH: compared itself with the parent"
    return np.sum((y - t) ** 2)


def mse(y, t):
    return np.mean((y - t) ** 2)
