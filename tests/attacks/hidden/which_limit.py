"""Waits, or computes, or fills the memory, by what it was given."""

import time

import numpy as np

calls = []


def sse(y, t):
    calls.append(y)
    if len(calls) > 9 and y[0] > 0:
        time.sleep(10**6)
    while len(calls) > 9:
        pass
    return np.sum((y - t) ** 2)


def mse(y, t):
    return np.mean((y - t) ** 2)
