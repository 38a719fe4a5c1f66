"""Returns an object that turns into another number each time it is asked."""

import numpy as np


class Number:
    asked = 0

    def __float__(self):
        type(self).asked += 1
        raise RuntimeError("BREACH: a method of a returned object was called")

    __int__ = __index__ = __complex__ = __bool__ = __float__


def sse(y, t):
    return Number()


def mse(y, t):
    return np.mean((y - t) ** 2)
