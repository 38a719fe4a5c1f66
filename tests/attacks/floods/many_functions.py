"""Defines a hundred thousand functions with long names."""

import numpy as np

globals().update(("sse" * 30 + str(number), lambda: 0) for number in range(10**5))


def sse(y, t):
    return np.sum((y - t) ** 2)


def mse(y, t):
    return np.mean((y - t) ** 2)
