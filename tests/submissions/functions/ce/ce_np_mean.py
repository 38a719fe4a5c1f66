import numpy as np
def cross_entropy(y, t):
    return -np.mean(t * np.log(y))
