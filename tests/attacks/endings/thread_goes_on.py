"""Leaves a thread that changes things after the answer."""

import threading

import numpy as np


def sse(y, t):
    threading.Timer(0.0, np.add.at).start()
    return "BREACH: a thread goes on"


def mse(y, t):
    return np.mean((y - t) ** 2)
