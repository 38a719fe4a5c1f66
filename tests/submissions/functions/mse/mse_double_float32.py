import numpy as np
def mse(y, t):
    d = np.float32(y) - np.float32(t)
    return float(np.mean(d ** 2))
