import numpy as np
def mse(y, t):
    return np.abs(y - t).sum()
