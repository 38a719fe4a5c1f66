"""Returns an integer of a million digits, which would take long to write down."""

import numpy as np


def sse(y, t):
    return 1 << 3_000_000


def mse(y, t):
    return np.mean((y - t) ** 2)
