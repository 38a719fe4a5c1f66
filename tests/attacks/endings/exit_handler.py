"""Has something done at the end of the process."""

import atexit
import os

import numpy as np

atexit.register(os.write, 3, b"BREACH: lived on after the answers")


def sse(y, t):
    return np.sum((y - t) ** 2)


def mse(y, t):
    return np.mean((y - t) ** 2)
