"""Never lets another thread of Python's take over."""

import sys

import numpy as np

sys.setswitchinterval(10**6)


def sse(y, t):
    return np.sum((y - t) ** 2)


def mse(y, t):
    return np.mean((y - t) ** 2)
