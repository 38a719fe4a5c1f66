"""Makes a file to wait for events on."""

import os

import numpy as np


def sse(y, t):
    os.eventfd(1)
    return "BREACH: made an event file"


def mse(y, t):
    return np.mean((y - t) ** 2)
