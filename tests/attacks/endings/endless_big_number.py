"""Computes a number that has more digits than there are atoms, all in one instruction."""

import numpy as np


def sse(y, t):
    return len(str(3**10_000_000))


def mse(y, t):
    return np.mean((y - t) ** 2)
