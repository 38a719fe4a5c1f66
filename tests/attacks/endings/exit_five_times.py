"""Ends the process more often than it is started again."""

import os

import numpy as np

os._exit(0)
os._exit(1)
os._exit(2)
os._exit(3)
os._exit(4)


def sse(y, t):
    return np.sum((y - t) ** 2)


def mse(y, t):
    return np.mean((y - t) ** 2)
