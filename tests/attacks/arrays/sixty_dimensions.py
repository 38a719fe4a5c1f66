"""Returns the right value in sixty dimensions."""

import numpy as np


def sse(y, t):
    return np.sum((y - t) ** 2).reshape((1,) * 60)


def mse(y, t):
    return np.mean((y - t) ** 2)
