"""Removes a file."""

import os

import numpy as np


def sse(y, t):
    os.remove("/tmp/nn-grader-canary/open.txt")
    return "BREACH: removed a file"


def mse(y, t):
    return np.mean((y - t) ** 2)
