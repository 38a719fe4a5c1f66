"""Returns an array of a class of its own that lies about its shape, dtype and bytes; what it holds is right."""

import numpy as np


class Lying(np.ndarray):
    shape = (10**9,)
    dtype = np.dtype(object)
    ndim = 64
    size = -1

    def tobytes(self, *arguments):
        raise SystemExit("BREACH: a method of an array was called")

    __array__ = astype = copy = view = __len__ = __iter__ = __reduce__ = __float__ = tobytes

    @property
    def __array_interface__(self):
        raise SystemExit("BREACH: a property of an array was asked")


def sse(y, t):
    return np.asarray(np.sum((y - t) ** 2)).view(Lying)


def mse(y, t):
    return np.mean((y - t) ** 2)
