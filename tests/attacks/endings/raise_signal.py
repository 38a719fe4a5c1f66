"""Raises a signal that ends it."""

import signal

import numpy as np


def sse(y, t):
    signal.raise_signal(signal.SIGKILL)


def mse(y, t):
    return np.mean((y - t) ** 2)
