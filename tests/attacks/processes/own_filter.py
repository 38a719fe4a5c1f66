"""Loads a filter of system calls over that of the box."""

import ctypes
import os

import numpy as np

libc = ctypes.CDLL(None)
SECCOMP = {"x86_64": 317, "aarch64": 277}[os.uname().machine]
ALLOW_ALL = (ctypes.c_uint64 * 1)(0x7FFF0000_00000006)


def sse(y, t):
    program = (ctypes.c_uint64 * 2)(1, ctypes.addressof(ALLOW_ALL))
    if libc.syscall(SECCOMP, 1, 0, program) == 0:
        return "BREACH: loaded a filter"
    return np.sum((y - t) ** 2)


def mse(y, t):
    return np.mean((y - t) ** 2)
