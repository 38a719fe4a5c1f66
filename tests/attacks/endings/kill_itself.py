"""Kills itself."""

import os
import signal

import numpy as np


def sse(y, t):
    os.kill(os.getpid(), signal.SIGKILL)


def mse(y, t):
    return np.mean((y - t) ** 2)
