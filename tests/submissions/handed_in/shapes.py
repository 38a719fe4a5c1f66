import numpy as np


def col(a):
    return np.asarray(a).reshape(-1, 1)


def sse(y, t):
    d = col(y) - col(t)
    return d.T @ d  # (1, 1)


def mse(y, t):
    d = col(y) - col(t)
    return np.mean(d**2, axis=0)  # (1,)


def cross_entropy(y, t):
    return np.array(-np.sum(t * np.log(y)))  # 0次元


def binary_cross_entropy(y, t):
    return [-np.mean(t * np.log(y) + (1 - t) * np.log(1 - y))]


def gd_step(w, grad, lr):
    return col(w) - lr * col(grad)


def forward(x, w, b):
    W1 = w[:8].reshape(4, 2)
    W2 = w[8:].reshape(1, 4)
    h = np.maximum(0, W1 @ x.T + col(b[:4]))
    return 1 / (1 + np.exp(-(W2 @ h + b[4])))  # (1, N)


def backprop(x, t, w, b):
    W1 = w[:8].reshape(4, 2)
    W2 = w[8:].reshape(1, 4)
    h = np.maximum(0, W1 @ x.T + col(b[:4]))
    y = 1 / (1 + np.exp(-(W2 @ h + b[4])))
    d2 = 2 / len(t) * (y - t) * y * (1 - y)
    d1 = W2.T @ d2 * (h > 0)
    dw = np.vstack([col(d1 @ x), col(d2 @ h.T)])
    db = np.vstack([d1.sum(axis=1, keepdims=True), d2.sum(axis=1, keepdims=True)])
    return [dw, db]
