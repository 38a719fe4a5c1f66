"""Returns ten thousand lists of arrays, each of which is small."""

import numpy as np


def sse(y, t):
    return [[np.zeros(2)] * 100] * 10_000


def mse(y, t):
    return np.mean((y - t) ** 2)
