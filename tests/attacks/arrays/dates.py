"""Returns a date, which is a number of days inside."""

import numpy as np


def sse(y, t):
    return np.datetime64("2027-05-23")


def mse(y, t):
    return np.mean((y - t) ** 2)
