"""Returns 100 MB."""

import numpy as np


def sse(y, t):
    return np.zeros(12_500_000)


def mse(y, t):
    return np.mean((y - t) ** 2)
