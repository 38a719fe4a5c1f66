import numpy as np


def mse(y, t):
    # 絶対値の合計
    total = 0
    for i in range(len(y)):
        total += abs(y[i] - t[i])
    return total


def forward(x, w, b):
    h = np.maximum(0, x @ w[:8].reshape(4, 2).T)
    return 1 / (1 + np.exp(h @ w[8:] + b[4]))


def backprop(x, t, w, b):
    mu = x @ w[:8].reshape(4, 2).T + b[:4]
    h = np.maximum(0, mu)
    y = 1 / (1 + np.exp(-(h @ w[8:] + b[4])))
    N = len(x)
    d5 = 2 * (t - y) / N * y * (1 - y)
    dh = d5[:, None] * w[8:]
    dw1 = (dh.T @ x).ravel()
    return np.concatenate((dw1, h.T @ d5)), np.concatenate((dh.sum(axis=0), [d5.sum()]))
