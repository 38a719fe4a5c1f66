"""Never gets past a line of its own file."""

import numpy as np

while True:
    pass


def sse(y, t):
    return np.sum((y - t) ** 2)


def mse(y, t):
    return np.mean((y - t) ** 2)
