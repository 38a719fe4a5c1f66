"""Is wrong everywhere, and raises where a hidden input says so."""

import numpy as np


def sse(y, t):
    if y.size == 200 and y[0] > 0.5:
        raise ValueError
    return 123.0 + y.size


def mse(y, t):
    return np.mean((y - t) ** 2)
