"""Makes the system call behind fork."""

import ctypes
import os

import numpy as np

libc = ctypes.CDLL(None)
CLONE = {"x86_64": 56, "aarch64": 220}[os.uname().machine]
SIGCHLD = 17


def sse(y, t):
    pid = libc.syscall(CLONE, SIGCHLD, 0, 0, 0, 0)
    if pid == 0:
        libc._exit(0)
    return np.sum((y - t) ** 2) if pid == -1 else "BREACH: forked"


def mse(y, t):
    return np.mean((y - t) ** 2)
