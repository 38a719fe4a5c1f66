"""Never ends."""

import numpy as np


def sse(y, t):
    total = 0.0
    while True:
        total += np.sum((y - t) ** 2)


def mse(y, t):
    return np.mean((y - t) ** 2)
