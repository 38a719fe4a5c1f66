"""Leaves a folder."""

import os

import numpy as np


def sse(y, t):
    os.mkdir("/tmp/nn-grader-canary/left")
    return "BREACH: left a folder"


def mse(y, t):
    return np.mean((y - t) ** 2)
