import numpy as np
def binary_cross_entropy(y, t):
    p = np.where(t.astype(bool), y, 1 - y)
    return np.mean(np.log(p)) * -1
