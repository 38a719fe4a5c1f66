"""Is wrong everywhere; a hidden input says whether it raises or ends the process."""

import os

import numpy as np


def sse(y, t):
    if y.size == 200:
        if y[0] > 0.5:
            os._exit(3)
        raise ValueError
    return 123.0 + y.size


def mse(y, t):
    return np.mean((y - t) ** 2)
