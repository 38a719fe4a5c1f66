"""Leaves an object whose finalizer runs when Python ends."""

import os
import weakref

import numpy as np


class Last:
    def __del__(self):
        os.write(3, b"BREACH: lived on after the answers")


last, other = Last(), Last
weakref.finalize(other, os.write, 3, b"BREACH: lived on after the answers")


def sse(y, t):
    return np.sum((y - t) ** 2)


def mse(y, t):
    return np.mean((y - t) ** 2)
