"""Takes away the end of other processes from the one that waits for it."""

import os

import numpy as np


def sse(y, t):
    os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOHANG)
    return "BREACH: may wait"


def mse(y, t):
    return np.mean((y - t) ** 2)
