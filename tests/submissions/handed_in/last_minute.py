import numpy as np


def sse(y, t):
    return np.sum((y - t) ** 2)


def mse(y, t):
    return sse(y, t) / np.size(y)
