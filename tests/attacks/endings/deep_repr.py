"""Has a deeply nested list written out."""

import numpy as np


def sse(y, t):
    nested = []
    for _ in range(10**5):
        nested = [nested]
    return repr(nested)


def mse(y, t):
    return np.mean((y - t) ** 2)
