"""Returns the right digits as an array of text."""

import numpy as np


def sse(y, t):
    return np.array([str(np.sum((y - t) ** 2))])


def mse(y, t):
    return np.mean((y - t) ** 2)
