"""Opens a socket of every family there is, by the system call."""

import ctypes
import os

import numpy as np

libc = ctypes.CDLL(None)
SOCKET = {"x86_64": 41, "aarch64": 198}[os.uname().machine]


def sse(y, t):
    for family in range(48):
        for kind in (1, 2, 3, 5):
            if libc.syscall(SOCKET, family, kind, 0) != -1:
                return f"BREACH: opened a socket of family {family}"
    return np.sum((y - t) ** 2)


def mse(y, t):
    return np.mean((y - t) ** 2)
