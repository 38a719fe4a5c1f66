"""Forks a process with vfork, which Python does not offer."""

import ctypes

import numpy as np

libc = ctypes.CDLL(None)


def sse(y, t):
    pid = libc.vfork()
    if pid == 0:
        libc._exit(0)
    return np.sum((y - t) ** 2) if pid == -1 else "BREACH: forked"


def mse(y, t):
    return np.mean((y - t) ** 2)
