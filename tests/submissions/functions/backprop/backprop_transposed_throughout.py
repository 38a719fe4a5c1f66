import numpy as np


def backprop(x, t, w, b):
    W1 = w[:8].reshape(2, 4)
    W2 = w[8:].reshape(4, 1)
    z = np.dot(x, W1) + b[:4]
    h = np.maximum(0, z)
    y = (1 / (1 + np.exp(-(np.dot(h, W2) + b[4])))).ravel()
    d5 = (2 / len(y) * (y - t) * y * (1 - y)).reshape(-1, 1)
    dW2 = np.dot(h.T, d5)
    d = np.dot(d5, W2.T) * (z > 0)
    dW1 = np.dot(x.T, d)
    return np.concatenate([dW1.ravel(), dW2.ravel()]), np.concatenate([d.sum(axis=0), d5.sum(axis=0)])
