"""Attaches to the parent as a debugger."""

import ctypes
import os

import numpy as np

libc = ctypes.CDLL(None)
PTRACE_SEIZE = 0x4206


def sse(y, t):
    if libc.ptrace(PTRACE_SEIZE, os.getppid(), None, None) == 0:
        return "BREACH: debugs the parent"
    return np.sum((y - t) ** 2)


def mse(y, t):
    return np.mean((y - t) ** 2)
