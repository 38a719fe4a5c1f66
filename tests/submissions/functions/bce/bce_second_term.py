import numpy as np
def binary_cross_entropy(y, t):
    return -np.mean((1 - t) * np.log(1 - y))
