"""Sleeps, which takes no computing time."""

import time

import numpy as np


def sse(y, t):
    time.sleep(10**6)
    return np.sum((y - t) ** 2)


def mse(y, t):
    return np.mean((y - t) ** 2)
