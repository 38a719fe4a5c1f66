"""One function keeps what it was given, and the next one returns it."""

import numpy as np

kept = []


def sse(y, t):
    kept.append(y.copy())
    return np.sum((y - t) ** 2)


def mse(y, t):
    return float(kept[-1][0]) if kept else 0.0
