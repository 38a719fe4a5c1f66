"""Raises an error that never finishes saying what it is."""

import numpy as np


class Error(Exception):
    def __str__(self):
        while True:
            pass


def sse(y, t):
    raise Error


def mse(y, t):
    return np.mean((y - t) ** 2)
