"""Raises an exception that has ten thousand causes."""

import numpy as np


def sse(y, t):
    last = None
    for number in range(10**4):
        error = ValueError(number)
        error.__cause__ = last
        last = error
    raise last


def mse(y, t):
    return np.mean((y - t) ** 2)
