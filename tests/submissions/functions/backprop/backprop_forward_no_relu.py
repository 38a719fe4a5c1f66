import numpy as np


def backprop(x, t, w, b):
    W1, W2 = w[:8].reshape(4, 2), w[8:]
    mu = x @ W1.T + b[:4]
    h = mu
    y = 1 / (1 + np.exp(-(h @ W2 + b[4])))
    d5 = 2 / len(t) * (y - t) * y * (1 - y)
    d = np.outer(d5, W2) * (mu > 0)
    return np.append(d.T @ x, d5 @ h), np.append(d.sum(0), d5.sum())
