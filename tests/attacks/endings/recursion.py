"""Calls itself for ever."""

import numpy as np


def sse(y, t):
    return sse(y, t)


def mse(y, t):
    return np.mean((y - t) ** 2)
