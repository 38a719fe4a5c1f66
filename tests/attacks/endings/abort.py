"""Aborts."""

import os

import numpy as np


def sse(y, t):
    os.abort()


def mse(y, t):
    return np.mean((y - t) ** 2)
