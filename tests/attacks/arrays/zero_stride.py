"""Returns one number that is spread over a million times a million elements without taking memory."""

import numpy as np


def sse(y, t):
    return np.broadcast_to(np.sum((y - t) ** 2), (10**6, 10**6))


def mse(y, t):
    return np.mean((y - t) ** 2)
