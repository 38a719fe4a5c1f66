import numpy as np


def sse(y, t):
    y -= t
    y **= 2
    return y.sum()


def mse(y, t):
    y -= t
    return (y * y).mean()


def gd_step(w, grad, lr):
    grad *= lr
    w -= grad
    return w


def forward(x, w, b):
    h = x.dot(w[:8].reshape(4, 2).T)
    h += b[:4]
    h[h < 0] = 0
    y = h.dot(w[8:])
    y += b[4]
    np.negative(y, out=y)
    np.exp(y, out=y)
    y += 1
    return 1 / y
