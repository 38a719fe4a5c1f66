"""Leaves a pipe, at which whoever opens it waits for ever."""

import os

import numpy as np


def sse(y, t):
    os.mkfifo("/tmp/nn-grader-canary/pipe")
    return "BREACH: left a pipe"


def mse(y, t):
    return np.mean((y - t) ** 2)
