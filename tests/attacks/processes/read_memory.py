"""Reads the memory of the parent, which has the same layout."""

import ctypes
import os

import numpy as np

libc = ctypes.CDLL(None)


def sse(y, t):
    found = ctypes.create_string_buffer(16)
    here = (ctypes.c_void_p * 2)(ctypes.addressof(found), 16)
    there = (ctypes.c_void_p * 2)(id(os), 16)
    if libc.process_vm_readv(os.getppid(), here, 1, there, 1, 0) > 0:
        return "BREACH: read memory of the parent"
    return np.sum((y - t) ** 2)


def mse(y, t):
    return np.mean((y - t) ** 2)
