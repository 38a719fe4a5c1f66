"""Returns an object whose __class__ says that it is a float."""

import numpy as np


class Lying:
    @property
    def __class__(self):
        return float

    def __repr__(self):
        return "0.25"

    __str__ = __repr__


def sse(y, t):
    return Lying()


def mse(y, t):
    return np.mean((y - t) ** 2)
