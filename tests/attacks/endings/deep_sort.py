"""Overflows the stack of C with Python functions in C functions."""

import sys

import numpy as np


def sse(y, t):
    sys.setrecursionlimit(10**6)
    return sorted([y], key=lambda value: sse(value, t))


def mse(y, t):
    return np.mean((y - t) ** 2)
