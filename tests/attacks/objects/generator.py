"""Returns a generator that never ends."""

import itertools

import numpy as np


def sse(y, t):
    return (np.sum((y - t) ** 2) for _ in itertools.count())


def mse(y, t):
    return np.mean((y - t) ** 2)
