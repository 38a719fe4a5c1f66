import numpy as np

THRESHOLD = 0.5

def mse(y, t):
    pred = np.where(y >= THRESHOLD, 1.0, 0.0)
    return np.linalg.norm(pred - t) ** 2
