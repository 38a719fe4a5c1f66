import numpy as np


def sse(y, t):
    return np.sum((y - t) ** 2)


def mse(y, t):
    return np.mean((y - t) ** 2)


def cross_entropy(y, t):
    return -np.sum(np.log(np.sum(t * y, axis=1)))


def binary_cross_entropy(y, t):
    return -np.mean(np.log(np.abs(1 - t - y)))
