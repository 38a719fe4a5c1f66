"""Returns the right value from an odd address."""

import numpy as np


def sse(y, t):
    raw = b"x" + np.float64(np.sum((y - t) ** 2)).tobytes()
    return np.ndarray((), np.float64, raw, 1)


def mse(y, t):
    return np.mean((y - t) ** 2)
