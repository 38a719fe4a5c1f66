import numpy as np
def mse(y, t):
    N = len(y)
    return np.mean((y - t) ** 2) / N
