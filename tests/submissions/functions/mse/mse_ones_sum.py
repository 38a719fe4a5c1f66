import numpy as np
def mse(y, t):
    return np.sum((y[t == 1] - 1) ** 2)
