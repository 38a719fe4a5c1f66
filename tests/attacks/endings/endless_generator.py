"""Leaves a generator that never ends when it is closed."""

import numpy as np


def endless():
    try:
        yield
    finally:
        while True:
            pass


def sse(y, t):
    waiting = endless()
    next(waiting)
    return np.sum((y - t) ** 2)


def mse(y, t):
    return np.mean((y - t) ** 2)
