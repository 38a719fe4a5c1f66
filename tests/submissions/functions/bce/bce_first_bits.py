import numpy as np
def binary_cross_entropy(y, t):
    return -np.mean(t * np.log2(y))
