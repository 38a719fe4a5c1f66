"""Returns an object that makes a file where it is unpickled."""

import os

import numpy as np


class Bomb:
    def __reduce__(self):
        return os.mkdir, ("/tmp/nn-grader-canary/unpickled",)

    def __reduce_ex__(self, protocol):
        return self.__reduce__()


def sse(y, t):
    return Bomb()


def mse(y, t):
    return np.mean((y - t) ** 2)
