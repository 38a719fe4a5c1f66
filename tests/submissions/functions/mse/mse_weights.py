import numpy as np
def mse(y, t):
    w = np.full(len(y), 1 / len(y))
    return np.average((t - y) ** 2, weights=w)
