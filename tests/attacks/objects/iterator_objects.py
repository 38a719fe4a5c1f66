"""Returns map, range, memoryview, bytes and a frame: things that can be read but are no values."""

import sys

import numpy as np


def sse(y, t):
    return [map(float, y), range(10**12), memoryview(b"1"), b"1", sys._getframe(1), sse, np, float]


def mse(y, t):
    return np.mean((y - t) ** 2)
