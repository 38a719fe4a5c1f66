"""Compares all values with all others, far too many at once."""

import numpy as np


def sse(y, t):
    wide = np.repeat(y, 2000)
    return np.sum(np.subtract.outer(wide, wide) ** 2)


def mse(y, t):
    return np.mean((y - t) ** 2)
