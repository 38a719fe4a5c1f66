import numpy as np
def cross_entropy(y, t):
    return -np.sum(np.log(y))
