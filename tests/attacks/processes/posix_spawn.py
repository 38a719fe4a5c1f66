"""Starts a program with posix_spawn."""

import os

import numpy as np


def sse(y, t):
    pid = os.posix_spawn("/bin/true", ["true"], {})
    status = os.waitpid(pid, 0)[1]
    return np.sum((y - t) ** 2) if status else "BREACH: started a program"


def mse(y, t):
    return np.mean((y - t) ** 2)
