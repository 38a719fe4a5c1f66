import numpy as np


def SSE(y, t):
    return np.sum((y - t) ** 2)


def mse2(y, t):
    return np.mean((y - t) ** 2)


def crossentropy(y, t):
    return -np.sum(t * np.log(y))


def gd_step(w, grad, lr):
    return w - lr * grad
