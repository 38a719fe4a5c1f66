"""Returns a NumPy scalar of a class of its own that gives other bytes than it holds."""

import numpy as np


class Scalar(np.float64):
    def tobytes(self, *arguments):
        return b"BREACH: a method of a scalar was called"

    def __array__(self, *arguments, **options):
        return np.array("BREACH: a method of a scalar was called")

    @property
    def dtype(self):
        return np.dtype(object)


def sse(y, t):
    return Scalar(7)


def mse(y, t):
    return np.mean((y - t) ** 2)
