"""Signals the process that it was forked from; signal 0 asks for permission and does nothing."""

import os

import numpy as np


def sse(y, t):
    os.kill(os.getppid(), 0)
    return "BREACH: may signal the parent"


def mse(y, t):
    return np.mean((y - t) ** 2)
