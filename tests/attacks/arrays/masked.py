"""Returns a masked array: right below its mask."""

import numpy as np


def sse(y, t):
    return np.ma.array(np.sum((y - t) ** 2), mask=True, fill_value=7)


def mse(y, t):
    return np.mean((y - t) ** 2)
