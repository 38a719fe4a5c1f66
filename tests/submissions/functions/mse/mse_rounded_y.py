import numpy as np
def mse(y, t):
    pred = (y >= 0.5).astype(float)
    return np.mean((pred - t) ** 2)
