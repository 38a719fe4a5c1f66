"""Keeps all inputs, and raises those of the call before."""

import numpy as np

kept = []


def sse(y, t):
    kept.append(y.copy())
    if len(kept) > 5:
        raise ValueError(kept[-2].tolist())
    return np.sum((y - t) ** 2)


def mse(y, t):
    return np.mean((y - t) ** 2)
