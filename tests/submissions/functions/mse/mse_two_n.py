import numpy as np
def mse(y, t):
    m = len(t)
    J = 1 / (2 * m) * np.sum((y - t) ** 2)
    return J
