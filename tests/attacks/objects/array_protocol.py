"""Returns an object whose __array__ claims that the harness called it."""

import numpy as np


class Converted:
    def __array__(self, *arguments, **options):
        raise RuntimeError("BREACH: a method of a returned object was called")

    @property
    def __array_interface__(self):
        raise RuntimeError("BREACH: a property of a returned object was asked")


def sse(y, t):
    return Converted()


def mse(y, t):
    return np.mean((y - t) ** 2)
