"""Ends the program as one does at the prompt."""

import numpy as np


def sse(y, t):
    quit()


def mse(y, t):
    return np.mean((y - t) ** 2)
