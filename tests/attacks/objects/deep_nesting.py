"""Returns a list nested twenty thousand deep."""

import numpy as np


def sse(y, t):
    nested = []
    for _ in range(20_000):
        nested = [nested]
    return nested


def mse(y, t):
    return np.mean((y - t) ** 2)
