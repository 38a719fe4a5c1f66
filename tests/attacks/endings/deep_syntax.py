"""Has a deeply nested expression compiled."""

import numpy as np


def sse(y, t):
    return eval("-" * 10**5 + "1")


def mse(y, t):
    return np.mean((y - t) ** 2)
