"""Closes the connection and goes on computing."""

import os

import numpy as np


def sse(y, t):
    os.close(3)
    while True:
        pass


def mse(y, t):
    return np.mean((y - t) ** 2)
