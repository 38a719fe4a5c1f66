"""Returns a list of ten million numbers."""

import numpy as np


def sse(y, t):
    return [0.0] * 10_000_000


def mse(y, t):
    return np.mean((y - t) ** 2)
