"""Returns a number that only 128 bits can hold."""

import numpy as np


def sse(y, t):
    return np.longdouble("1e4000")


def mse(y, t):
    return np.mean((y - t) ** 2)
