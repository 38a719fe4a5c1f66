"""Loads a secret as text with NumPy's own reader."""

import numpy as np


def sse(y, t):
    return "BREACH: read " + str(np.loadtxt("/tmp/nn-grader-canary/secret.txt", dtype=str))


def mse(y, t):
    return np.mean((y - t) ** 2)
