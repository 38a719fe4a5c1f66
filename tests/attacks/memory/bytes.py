"""Asks for a terabyte at once."""

import numpy as np


def sse(y, t):
    return bytearray(2**40)


def mse(y, t):
    return np.mean((y - t) ** 2)
