"""Returns a million numbers of two bytes."""

import numpy as np


def sse(y, t):
    return np.zeros(10**6, dtype=np.float16)


def mse(y, t):
    return np.mean((y - t) ** 2)
