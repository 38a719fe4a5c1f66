"""Fills the memory in one question so that none is left for the next."""

import numpy as np

taken = []


def sse(y, t):
    while True:
        taken.append(np.ones(2**16))


def mse(y, t):
    return np.mean((y - t) ** 2)
