import numpy as np
def binary_cross_entropy(y, t):
    return -np.sum(t * np.log(y)) / len(y)
