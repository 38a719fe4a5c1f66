"""Starts a thread below the threading module."""

import _thread

import numpy as np


def sse(y, t):
    _thread.start_new_thread(print, ())
    return "BREACH: started a thread"


def mse(y, t):
    return np.mean((y - t) ** 2)
