"""Returns NaN whose unused bits carry a message."""

import numpy as np


def sse(y, t):
    return np.frombuffer(b"\xff" * 1 + b"right" + b"\xff\x7f")[0]


def mse(y, t):
    return np.mean((y - t) ** 2)
