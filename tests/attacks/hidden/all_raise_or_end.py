"""Raises for every example; a hidden input says how the process ends."""

import os

import numpy as np


def sse(y, t):
    if y.size == 200 and y[0] > 0.5:
        os._exit(3)
    raise ValueError("always")


def mse(y, t):
    return np.mean((y - t) ** 2)
