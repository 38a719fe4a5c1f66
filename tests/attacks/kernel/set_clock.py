"""Sets the clock."""

import time

import numpy as np


def sse(y, t):
    time.clock_settime(time.CLOCK_REALTIME, time.time())
    return "BREACH: set the clock"


def mse(y, t):
    return np.mean((y - t) ** 2)
