import numpy as np
def binary_cross_entropy(y, t):
    z = np.log(y) - np.log(1 - y)
    return np.mean(np.log(1 + np.exp(z)) - t * z)
