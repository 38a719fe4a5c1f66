import numpy as np


def sse(y, t):
    return np.sum((y - t) ** 2)


def mse(y, t):
    return np.sum((y - t) ** 2) / len(y))


def gd_step(w, grad, lr):
    return w - lr * grad


print("終わり")
