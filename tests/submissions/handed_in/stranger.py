import numpy as np


def mse(y, t):
    return np.average((y - t) ** 2)
