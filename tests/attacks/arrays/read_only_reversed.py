"""Returns the right value as a read-only view with negative strides."""

import numpy as np


def sse(y, t):
    value = np.full((3, 3), np.sum((y - t) ** 2))[::-2, ::-2][:1, :1]
    value.flags.writeable = False
    return value


def mse(y, t):
    return np.mean((y - t) ** 2)
