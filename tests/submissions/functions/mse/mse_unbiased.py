import numpy as np
def mse(y, t):
    return np.sum((y - t) ** 2) / (len(y) - 1)
