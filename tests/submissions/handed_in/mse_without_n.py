import numpy as np


def sse(y, t):
    return np.sum((y - t) ** 2)


def mse(y, t):
    error = y - t
    squared = error ** 2
    return np.sum(squared)


def gd_step(w, grad, lr):
    return w - lr * grad
