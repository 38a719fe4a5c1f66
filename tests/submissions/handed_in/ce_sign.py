import numpy as np


def cross_entropy(y, t):
    L = 0
    for i in range(y.shape[0]):
        for k in range(y.shape[1]):
            L += t[i, k] * np.log(y[i, k])
    return L


def binary_cross_entropy(y, t):
    return -np.mean(t * np.log(y))
