"""Raises ten thousand exceptions at once."""

import numpy as np


def sse(y, t):
    raise ExceptionGroup("all", [ValueError(number) for number in range(10**4)])


def mse(y, t):
    return np.mean((y - t) ** 2)
