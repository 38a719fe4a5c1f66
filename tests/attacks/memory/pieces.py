"""Takes memory piece by piece."""

import numpy as np


def sse(y, t):
    taken = []
    while True:
        taken.append(bytearray(2**20))


def mse(y, t):
    return np.mean((y - t) ** 2)
