"""Prints for ever while its file is run."""

import numpy as np

while True:
    print("residual" * 100)


def sse(y, t):
    return np.sum((y - t) ** 2)


def mse(y, t):
    return np.mean((y - t) ** 2)
