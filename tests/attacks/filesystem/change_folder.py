"""Goes to another folder."""

import os

import numpy as np


def sse(y, t):
    os.chdir("/tmp/nn-grader-canary")
    return "BREACH: works in another folder"


def mse(y, t):
    return np.mean((y - t) ** 2)
