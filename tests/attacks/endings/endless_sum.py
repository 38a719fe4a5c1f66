"""Adds up for ever in C."""

import itertools

import numpy as np


def sse(y, t):
    return sum(itertools.repeat(0))


def mse(y, t):
    return np.mean((y - t) ** 2)
