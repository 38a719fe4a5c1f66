"""Warns of everything."""

import warnings

import numpy as np


def sse(y, t):
    warnings.simplefilter("always")
    while True:
        warnings.warn("residual" * 100)


def mse(y, t):
    return np.mean((y - t) ** 2)
