"""Raises what closes generators."""

import numpy as np


def sse(y, t):
    raise GeneratorExit


def mse(y, t):
    return np.mean((y - t) ** 2)
