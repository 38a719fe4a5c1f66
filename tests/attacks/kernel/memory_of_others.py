"""Moves, locks and advises on the memory of other processes."""

import ctypes
import os

import numpy as np

libc = ctypes.CDLL(None)
MIGRATE, MOVE = {"x86_64": (256, 279), "aarch64": (238, 239)}[os.uname().machine]


def sse(y, t):
    nodes = ctypes.c_ulong(1)
    if libc.syscall(MIGRATE, os.getppid(), 8, ctypes.byref(nodes), ctypes.byref(nodes)) != -1:
        return "BREACH: moved memory of the parent"
    if libc.syscall(MOVE, os.getppid(), 0, None, None, None, 0) != -1:
        return "BREACH: asked where memory of the parent is"
    return np.sum((y - t) ** 2)


def mse(y, t):
    return np.mean((y - t) ** 2)
