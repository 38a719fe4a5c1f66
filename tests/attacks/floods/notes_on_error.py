"""Raises an exception with notes of 10 MB."""

import numpy as np


def sse(y, t):
    error = ValueError("wrong")
    error.__notes__ = ["residual" * 1000] * 1000
    raise error


def mse(y, t):
    return np.mean((y - t) ** 2)
