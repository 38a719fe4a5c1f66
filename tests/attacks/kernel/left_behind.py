"""Leaves System V shared memory, a message queue and semaphores behind."""

import ctypes

import numpy as np

libc = ctypes.CDLL(None)


def sse(y, t):
    if libc.shmget(0, 4096, 0o1600) != -1:
        return "BREACH: left shared memory"
    if libc.msgget(0, 0o1600) != -1:
        return "BREACH: left a message queue"
    if libc.semget(0, 1, 0o1600) != -1:
        return "BREACH: left semaphores"
    return np.sum((y - t) ** 2)


def mse(y, t):
    return np.mean((y - t) ** 2)
