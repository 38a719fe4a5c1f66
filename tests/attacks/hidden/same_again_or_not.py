"""Is wrong everywhere; a hidden input says whether a call gives the same again."""

import numpy as np

calls = []


def sse(y, t):
    calls.append(0)
    if y.size == 200 and y[0] > 0.5:
        return 50.0 + len(calls)
    return 77.0 + y.size


def mse(y, t):
    return np.mean((y - t) ** 2)
