import numpy as np


def relu(x):
    return np.where(x > 0, x, 0)


def sigmoid(x):
    return np.exp(x) / (np.exp(x) + 1)


def backprop(x, t, w, b):
    W1 = w[:8].reshape(4, 2)
    W2 = w[8:]
    mu = x @ W1.T + b[:4]
    h = relu(mu)
    y = sigmoid(h @ W2 + b[4])
    # 出力層の誤差
    e5 = 2 / len(t) * (y - t) * y * (1 - y)
    # 中間層の誤差
    e = np.zeros_like(mu)
    for j in range(4):
        e[:, j] = e5 * np.where(mu[:, j] > 0, 1, 0)
    dW1 = e.T @ x
    dW2 = h.T @ e5
    return np.concatenate([dW1.ravel(), dW2]), np.concatenate([e.sum(axis=0), [e5.sum()]])
