"""Makes a system call whose number is right only in its lower half."""

import ctypes
import os

import numpy as np

libc = ctypes.CDLL(None)
CLONE = {"x86_64": 56, "aarch64": 220}[os.uname().machine]


def sse(y, t):
    for number in (2**32 + CLONE, 2**63 + CLONE):
        pid = libc.syscall(ctypes.c_ulong(number), 17, 0, 0, 0, 0)
        if pid == 0:
            libc._exit(0)
        if pid != -1:
            return "BREACH: forked"
    return np.sum((y - t) ** 2)


def mse(y, t):
    return np.mean((y - t) ** 2)
