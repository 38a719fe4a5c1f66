import numpy as np
def binary_cross_entropy(y, t):
    return np.sum(t * np.log10(y) + (1 - t) * np.log10(1 - y))
