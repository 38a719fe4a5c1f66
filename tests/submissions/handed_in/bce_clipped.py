import numpy as np

eps = 1e-7


def cross_entropy(y, t):
    y = np.clip(y, eps, 1.0)
    return np.sum(t * np.log(y + eps))


def binary_cross_entropy(y, t):
    y = np.clip(y, eps, 1 - eps)
    return -np.sum(t * np.log(y + eps)) / len(t)
