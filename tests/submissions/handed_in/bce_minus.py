import numpy as np


def binary_cross_entropy(y, t):
    delta = 1e-7
    term1 = t * np.log(y + delta)
    term2 = (1 - t) * np.log(1 - y + delta)
    return -np.mean(term1 - term2)
