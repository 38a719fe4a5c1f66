import numpy as np
def mse(y, t):
    N = y.shape[0]
    r = y - t
    return np.dot(r, r) / N
