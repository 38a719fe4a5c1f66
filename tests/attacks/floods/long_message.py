"""Raises an exception with a message of 10 MB."""

import numpy as np


def sse(y, t):
    raise ValueError("residual" * 10**6)


def mse(y, t):
    return np.mean((y - t) ** 2)
