"""Saves an array to a file."""

import numpy as np


def sse(y, t):
    np.save("/tmp/nn-grader-canary/saved.npy", y)
    return "BREACH: saved a file"


def mse(y, t):
    return np.mean((y - t) ** 2)
