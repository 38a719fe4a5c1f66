"""Makes a mistake in one place or in two, by a hidden input, and returns nothing elsewhere."""

import numpy as np


def sse(y, t):
    right = np.sum((y - t) ** 2)
    if y.size == 1:
        return None
    if np.all(t == 0.5):
        return -right
    if y.size == 200:
        return -right if y[0] > 0.5 else None
    return right


def mse(y, t):
    return np.mean((y - t) ** 2)
