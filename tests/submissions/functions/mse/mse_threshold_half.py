import numpy as np
def mse(y, t):
    y = np.where(y >= 0.5, 1.0, 0.0)
    return np.sum((y - t) ** 2) / (2 * len(y))
