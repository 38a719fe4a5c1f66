"""Empties a file that everybody may write to."""

import os

import numpy as np


def sse(y, t):
    os.truncate("/tmp/nn-grader-canary/open.txt", 0)
    return "BREACH: emptied a file"


def mse(y, t):
    return np.mean((y - t) ** 2)
