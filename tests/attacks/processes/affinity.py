"""Binds the parent to processors."""

import os

import numpy as np


def sse(y, t):
    os.sched_setaffinity(os.getppid(), os.sched_getaffinity(os.getppid()))
    return "BREACH: bound the parent to processors"


def mse(y, t):
    return np.mean((y - t) ** 2)
