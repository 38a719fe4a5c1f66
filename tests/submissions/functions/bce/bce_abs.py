import numpy as np
def binary_cross_entropy(y, t):
    return -np.mean(np.log(1 - np.abs(y - t)) ** 2)
