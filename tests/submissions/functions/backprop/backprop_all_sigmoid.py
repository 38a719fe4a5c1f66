import numpy as np

sigmoid = lambda z: 1 / (1 + np.exp(-z))


def backprop(x, t, w, b):
    # sigmoid in both layers
    h = sigmoid(x @ w[:8].reshape(4, 2).T + b[:4])
    y = sigmoid(h @ w[8:] + b[4])
    d5 = 2 * (y - t) / len(t) * y * (1 - y)
    d = d5[:, np.newaxis] * w[8:] * h * (1 - h)
    return np.r_[(d.T @ x).flatten(), d5 @ h], np.r_[d.sum(axis=0), d5.sum()]
