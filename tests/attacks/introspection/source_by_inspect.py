"""Has the standard library show the source of the function that called it."""

import inspect
import sys

import numpy as np


def sse(y, t):
    return "BREACH: " + inspect.getsource(sys._getframe(1))[:60]


def mse(y, t):
    return np.mean((y - t) ** 2)
