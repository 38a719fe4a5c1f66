"""Fails in a line that says what it was given."""

import numpy as np


def sse(y, t):
    digit = int(abs(y[0]) * 10) % 3
    if digit == 0:
        return [][0]
    if digit == 1:
        return {}[0]
    return 1 / 0


def mse(y, t):
    return np.mean((y - t) ** 2)
