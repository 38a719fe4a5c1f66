"""Returns the right value beside an object whose finalizer never ends."""

import numpy as np


class Clinging:
    def __del__(self):
        while True:
            pass


def sse(y, t):
    clinging = Clinging()
    return np.sum((y - t) ** 2)


def mse(y, t):
    return np.mean((y - t) ** 2)
