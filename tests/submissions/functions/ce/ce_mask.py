import numpy as np
def cross_entropy(y, t):
    p = y[t.astype(bool)]
    return np.log(1 / p).sum()
