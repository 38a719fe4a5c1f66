"""Calls itself far deeper than Python allows by itself."""

import sys

import numpy as np

sys.setrecursionlimit(3000)


def sse(y, t):
    return sse(y, t)


def mse(y, t):
    return np.mean((y - t) ** 2)
