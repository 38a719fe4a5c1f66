"""Returns an array of objects that equal everything."""

import numpy as np


class Always:
    def __eq__(self, other):
        return True

    def __float__(self):
        raise SystemExit("BREACH: a method of an object in an array was called")

    __sub__ = __rsub__ = __abs__ = __float__
    __hash__ = object.__hash__


def sse(y, t):
    return np.array(Always(), dtype=object)


def mse(y, t):
    return np.mean((y - t) ** 2)
