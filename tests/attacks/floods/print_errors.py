"""Prints to the error stream for ever."""

import sys

import numpy as np


def sse(y, t):
    while True:
        sys.stderr.write("residual" * 100)


def mse(y, t):
    return np.mean((y - t) ** 2)
