"""Changes the priority of the parent."""

import os

import numpy as np


def sse(y, t):
    nice = os.getpriority(os.PRIO_PROCESS, os.getppid())
    os.setpriority(os.PRIO_PROCESS, os.getppid(), nice)
    return "BREACH: set the priority of the parent"


def mse(y, t):
    return np.mean((y - t) ** 2)
