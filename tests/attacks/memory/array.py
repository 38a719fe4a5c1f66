"""Makes an array that is too large."""

import numpy as np


def sse(y, t):
    return np.ones(10**10).sum()


def mse(y, t):
    return np.mean((y - t) ** 2)
