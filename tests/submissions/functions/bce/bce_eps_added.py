import numpy as np
def binary_cross_entropy(y, t):
    e = 1e-8
    a = t * np.log(y + e)
    b = (1 - t) * np.log(1 - y + e)
    return -np.sum(a + b) / y.size
