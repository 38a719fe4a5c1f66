import numpy as np
def cross_entropy(y, t):
    return -np.sum(t[0] * np.log(y[0]))
