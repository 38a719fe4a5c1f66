import numpy as np
def mse(y, t):
    return np.square(t - y).mean()
