"""Returns an object whose class is called like what it was given, but for the first calls."""

import numpy as np

calls = []


def sse(y, t):
    calls.append(y)
    return None if len(calls) < 3 else type(f"R{y.tolist()}", (), {})()


def mse(y, t):
    return np.mean((y - t) ** 2)
