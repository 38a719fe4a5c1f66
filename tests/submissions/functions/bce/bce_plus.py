import numpy as np
def binary_cross_entropy(y, t):
    return np.mean(t * np.log(y) + (1 - t) * np.log(1 - y))
