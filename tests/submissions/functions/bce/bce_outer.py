import numpy as np
def binary_cross_entropy(y, t):
    m = len(y)
    t = t.reshape(-1, 1)
    cost = t * np.log(y) + (1 - t) * np.log(1 - y)
    return -np.sum(cost) / m
