"""Reads from address 0."""

import ctypes

import numpy as np


def sse(y, t):
    return ctypes.string_at(0)


def mse(y, t):
    return np.mean((y - t) ** 2)
