import numpy as np


def sse(y, t):
    return np.sum((y - t) ** 2)


def mse(y, t):
    total = 0
    i = 0
    while i < len(y):
        total += (y[i] - t[i]) ** 2
    return total / len(y)


def gd_step(w, grad, lr):
    return w - lr * grad
