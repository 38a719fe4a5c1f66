"""Raises what ends loops."""

import numpy as np


def sse(y, t):
    raise StopIteration(0.0)


def mse(y, t):
    return np.mean((y - t) ** 2)
