"""Raises an exception that is no Exception."""

import numpy as np


class Goodbye(BaseException):
    pass


def sse(y, t):
    raise Goodbye


def mse(y, t):
    return np.mean((y - t) ** 2)
