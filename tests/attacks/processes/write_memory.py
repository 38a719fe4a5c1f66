"""Writes to the memory of the parent what is there already."""

import ctypes
import os

import numpy as np

libc = ctypes.CDLL(None)


def sse(y, t):
    same = (ctypes.c_void_p * 2)(id(type), 8)
    if libc.process_vm_writev(os.getppid(), same, 1, same, 1, 0) > 0:
        return "BREACH: wrote to memory of the parent"
    return np.sum((y - t) ** 2)


def mse(y, t):
    return np.mean((y - t) ** 2)
