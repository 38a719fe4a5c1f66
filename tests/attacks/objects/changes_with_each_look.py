"""Counts how often it is called with the same values, and answers differently the second time."""

import numpy as np

seen = {}


def sse(y, t):
    times = seen[y.tobytes()] = seen.get(y.tobytes(), 0) + 1
    return np.sum((y - t) ** 2) if times == 1 else 0.0


def mse(y, t):
    return np.mean((y - t) ** 2)
