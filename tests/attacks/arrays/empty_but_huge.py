"""Returns an array without elements whose shape is beyond all bounds."""

import numpy as np


def sse(y, t):
    return np.zeros((2**29, 0, 2**29))


def mse(y, t):
    return np.mean((y - t) ** 2)
