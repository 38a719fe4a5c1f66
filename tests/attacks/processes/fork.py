"""Forks a process."""

import os

import numpy as np


def sse(y, t):
    pid = os.fork()
    if pid == 0:
        os._exit(0)
    os.waitpid(pid, 0)
    return "BREACH: forked"


def mse(y, t):
    return np.mean((y - t) ** 2)
