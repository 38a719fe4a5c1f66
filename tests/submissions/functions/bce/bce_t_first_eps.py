import numpy as np
def binary_cross_entropy(t, y):
    e = 1e-9
    return -np.mean(t * np.log(y + e) + (1 - t) * np.log(1 - y + e))
