import numpy as np


def sse(y, t):
　　return np.sum((y - t) ** 2)


def mse(y, t):
    return np.mean((y - t) ** 2)


def gd_step(w, grad, lr):
    return w − lr * grad
