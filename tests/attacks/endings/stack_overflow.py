"""Overflows the stack of C with iterators in iterators."""

import numpy as np


def sse(y, t):
    values = iter(y)
    for _ in range(200_000):
        values = map(float, values)
    return sum(values)


def mse(y, t):
    return np.mean((y - t) ** 2)
