"""Puts another file in the place of one."""

import os

import numpy as np


def sse(y, t):
    os.rename("/tmp/nn-grader-canary/open.txt", "/tmp/nn-grader-canary/moved.txt")
    return "BREACH: renamed a file"


def mse(y, t):
    return np.mean((y - t) ** 2)
