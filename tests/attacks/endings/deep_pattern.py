"""Has a deeply nested pattern compiled."""

import re

import numpy as np


def sse(y, t):
    return re.compile("(" * 10**5 + ")" * 10**5)


def mse(y, t):
    return np.mean((y - t) ** 2)
