"""Leaves the process group."""

import os

import numpy as np


def sse(y, t):
    os.setpgid(0, 0)
    return "BREACH: left the process group"


def mse(y, t):
    return np.mean((y - t) ** 2)
