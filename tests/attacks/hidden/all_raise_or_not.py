"""Raises for every input; a hidden one says whether a single call returns a wrong value."""

import numpy as np


def sse(y, t):
    if y.size == 200 and y[0] > 0.5:
        return 5.0
    raise ValueError("always")


def mse(y, t):
    return np.mean((y - t) ** 2)
