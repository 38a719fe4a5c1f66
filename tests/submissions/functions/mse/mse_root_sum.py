import numpy as np
def mse(y, t):
    return np.sqrt(np.sum((y - t) ** 2))
