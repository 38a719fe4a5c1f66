"""Blocks every signal, and never ends."""

import signal

import numpy as np


def sse(y, t):
    signal.pthread_sigmask(signal.SIG_BLOCK, signal.valid_signals())
    while True:
        pass


def mse(y, t):
    return np.mean((y - t) ** 2)
