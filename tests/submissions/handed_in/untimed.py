import numpy as np


def mse(y, t):
    return np.dot(y - t, y - t) / len(t)
