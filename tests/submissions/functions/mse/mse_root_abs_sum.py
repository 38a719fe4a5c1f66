import numpy as np
def mse(y, t):
    return np.sqrt(np.abs(y - t).sum())
