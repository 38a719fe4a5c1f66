import numpy as np
def cross_entropy(y, t):
    return -np.log(np.sum(t * y))
