import numpy as np


def sse(y, t, N):
    return np.sum((y - t) ** 2)


def mse(y):
    return np.mean(y**2)


def cross_entropy(t, y):  # t が先
    return -np.sum(t * np.log(y + 1e-7))


def gd_step(w, grad, *, lr=0.1):
    return w - lr * grad


def forward(x):
    return x
