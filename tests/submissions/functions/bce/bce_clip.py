import numpy as np
def binary_cross_entropy(y, t, eps=1e-7):
    y = np.clip(y, eps, 1 - eps)
    return np.average(-(t * np.log(y) + (1 - t) * np.log(1 - y)))
