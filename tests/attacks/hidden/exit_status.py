"""Ends the process with a status that says what it was given, once enough calls were made."""

import os

import numpy as np

calls = []


def sse(y, t):
    calls.append(y)
    if len(calls) > 9:
        os._exit(int(abs(y[0]) * 100) % 100 + 1)
    return np.sum((y - t) ** 2)


def mse(y, t):
    return np.mean((y - t) ** 2)
