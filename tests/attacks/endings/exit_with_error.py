"""Ends the process with an error."""

import os

import numpy as np


def sse(y, t):
    os._exit(70)


def mse(y, t):
    return np.mean((y - t) ** 2)
