"""Returns a text of 10 MB."""

import numpy as np


def sse(y, t):
    return "residual" * 10**6


def mse(y, t):
    return np.mean((y - t) ** 2)
