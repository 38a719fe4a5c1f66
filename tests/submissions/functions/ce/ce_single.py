import numpy as np
def cross_entropy(y, t):
    y = y.astype("float32")
    return -np.sum(t.astype("float32") * np.log(y))
