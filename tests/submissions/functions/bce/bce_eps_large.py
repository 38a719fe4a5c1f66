import numpy as np
def binary_cross_entropy(y, t):
    eps = 0.01
    return -np.mean(t * np.log(y + eps) + (1 - t) * np.log(1 - y + eps))
