"""Overwrites its arguments with zeros after the right value was computed."""

import numpy as np


def sse(y, t):
    value = np.sum((y - t) ** 2)
    y[:] = t[:] = 0
    return value


def mse(y, t):
    return np.mean((y - t) ** 2)
