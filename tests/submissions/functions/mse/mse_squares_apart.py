import numpy as np
def mse(y, t):
    return np.mean(y**2 - t**2)
