"""Returns a view that claims 2**58 elements."""

import numpy as np
from numpy.lib.stride_tricks import as_strided


def sse(y, t):
    return as_strided(np.zeros(1), shape=(2**29, 2**29), strides=(0, 0))


def mse(y, t):
    return np.mean((y - t) ** 2)
