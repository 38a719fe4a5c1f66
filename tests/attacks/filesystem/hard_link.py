"""Gives a file a second name."""

import os

import numpy as np


def sse(y, t):
    os.link("/tmp/nn-grader-canary/open.txt", "/tmp/nn-grader-canary/second.txt")
    return "BREACH: left a second name"


def mse(y, t):
    return np.mean((y - t) ** 2)
