import numpy as np
def cross_entropy(y, t):
    idx = np.argmax(t, axis=1)
    return -sum(np.log(y[i, k]) for i, k in enumerate(idx))
