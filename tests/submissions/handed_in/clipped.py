import numpy as np


def sse(y, t):
    return np.sum(np.power(np.abs(y - t), 2))


def mse(y, t):
    return np.sum(y**2 - 2 * y * t + t**2) / len(y)


def cross_entropy(y, t):
    delta = 1e-7  # log(0) を防ぐ
    return -np.sum(t * np.log(y + delta))


def binary_cross_entropy(y, t):
    y = np.clip(y, 1e-7, 1 - 1e-7)
    loss = t * np.log(y + 1e-7) + (1 - t) * np.log(1 - y + 1e-7)
    return -loss.mean()


def gd_step(w, grad, lr):
    w = w.copy()
    w -= lr * grad
    return w


def sigmoid(a):
    a = np.clip(a, -500, 500)
    return 1 / (1 + np.exp(-a))


def forward(x, w, b):
    w1, w2, w3, w4, w5, w6, w7, w8, w9, w10, w11, w12 = w
    b1, b2, b3, b4, b5 = b
    x1 = x[:, 0]
    x2 = x[:, 1]
    h1 = np.maximum(0, w1 * x1 + w2 * x2 + b1)
    h2 = np.maximum(0, w3 * x1 + w4 * x2 + b2)
    h3 = np.maximum(0, w5 * x1 + w6 * x2 + b3)
    h4 = np.maximum(0, w7 * x1 + w8 * x2 + b4)
    return sigmoid(w9 * h1 + w10 * h2 + w11 * h3 + w12 * h4 + b5)


def backprop(x, t, w, b):
    w1, w2, w3, w4, w5, w6, w7, w8, w9, w10, w11, w12 = w
    b1, b2, b3, b4, b5 = b
    x1 = x[:, 0]
    x2 = x[:, 1]
    m1 = w1 * x1 + w2 * x2 + b1
    m2 = w3 * x1 + w4 * x2 + b2
    m3 = w5 * x1 + w6 * x2 + b3
    m4 = w7 * x1 + w8 * x2 + b4
    h1, h2, h3, h4 = [np.maximum(0, m) for m in (m1, m2, m3, m4)]
    y = forward(x, w, b)
    d5 = 2 * (y - t) * y * (1 - y)
    d1 = d5 * w9 * (m1 > 0)
    d2 = d5 * w10 * (m2 > 0)
    d3 = d5 * w11 * (m3 > 0)
    d4 = d5 * w12 * (m4 > 0)
    # 1/N は最後に平均でかける
    dw = [np.mean(g) for g in (d1 * x1, d1 * x2, d2 * x1, d2 * x2, d3 * x1, d3 * x2, d4 * x1, d4 * x2,
                               d5 * h1, d5 * h2, d5 * h3, d5 * h4)]
    db = [np.mean(g) for g in (d1, d2, d3, d4, d5)]
    return np.array(dw), np.array(db)
