"""Returns an array of records, one of whose fields is called like a verdict."""

import numpy as np


def sse(y, t):
    return np.array([(1.0, b"right")], dtype=[("points", "f8"), ("verdict", "S5")])


def mse(y, t):
    return np.mean((y - t) ** 2)
