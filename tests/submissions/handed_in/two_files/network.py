import numpy as np


def relu(x):
    return np.maximum(x, 0)


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def forward(x, w, b, full=False):
    mu = x @ np.array([[w[0], w[2], w[4], w[6]], [w[1], w[3], w[5], w[7]]]) + b[0:4]
    h = relu(mu)
    y = sigmoid(h @ w[8:12] + b[4])
    return (h, y) if full else y


def backprop(x, t, w, b):
    """サンプルごとに計算して足していく"""
    dw = np.zeros_like(w)
    db = np.zeros_like(b)
    for xi, ti in zip(x, t):
        h, y = forward(xi, w, b, full=True)
        delta5 = 2 * (y - ti) * y * (1 - y) / len(x)
        delta = delta5 * w[8:] * np.heaviside(h, 0)
        dw += np.hstack([np.outer(delta, xi).ravel(), delta5 * h])
        db += np.hstack([delta, delta5])
    return dw, db


def gd_step(w, grad, lr):
    return np.array([w[0] - lr * grad[0], w[1] - lr * grad[1]])
