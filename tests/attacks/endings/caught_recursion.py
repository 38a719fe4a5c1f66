"""Calls itself for ever, twice at each depth."""

import numpy as np


def sse(y, t):
    try:
        sse(y, t)
    finally:
        sse(y, t)


def mse(y, t):
    return np.mean((y - t) ** 2)
