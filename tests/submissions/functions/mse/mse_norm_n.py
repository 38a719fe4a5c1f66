import numpy as np
def mse(y, t):
    return np.linalg.norm(y - t) ** 2 / y.size
