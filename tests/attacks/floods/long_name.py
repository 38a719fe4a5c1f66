"""Raises an exception whose name is 10 MB long."""

import numpy as np


def sse(y, t):
    raise type("Residual" * 10**6, (Exception,), {})


def mse(y, t):
    return np.mean((y - t) ** 2)
