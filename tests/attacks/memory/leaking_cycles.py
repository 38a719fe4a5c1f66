"""Leaks more with each call, in circles that nobody collects."""

import gc

import numpy as np

gc.disable()


def sse(y, t):
    circle = [bytearray(2**26)]
    circle.append(circle)
    return np.sum((y - t) ** 2)


def mse(y, t):
    return np.mean((y - t) ** 2)
