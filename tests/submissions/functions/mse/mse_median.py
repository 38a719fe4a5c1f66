import numpy as np
def mse(y, t):
    return np.median((y - t) ** 2)
