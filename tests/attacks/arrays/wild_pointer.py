"""Returns an array whose data pointer points nowhere."""

import ctypes

import numpy as np

kept = []


def sse(y, t):
    value = np.zeros(1)
    kept.append(value)
    ctypes.c_size_t.from_address(id(value) + 16).value = 8
    return value


def mse(y, t):
    return np.mean((y - t) ** 2)
