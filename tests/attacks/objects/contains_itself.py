"""Returns a list that contains itself many times."""

import numpy as np


def sse(y, t):
    items = []
    items.extend([items] * 100)
    return items


def mse(y, t):
    return np.mean((y - t) ** 2)
