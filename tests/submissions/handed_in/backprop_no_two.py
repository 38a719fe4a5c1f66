import numpy as np


def forward(x, w, b):
    W1 = w[:8].reshape(4, 2).T
    h = np.maximum(0, np.dot(x, W1) + b[:4])
    return 1 / (1 + np.exp(-(np.dot(h, w[8:]) + b[4])))


def backprop(x, t, w, b):
    N = x.shape[0]
    W1 = w[:8].reshape(4, 2).T
    mu = np.dot(x, W1) + b[:4]
    h = np.maximum(0, mu)
    y = forward(x, w, b)

    dy = (y - t) / N
    dmu5 = dy * y * (1 - y)
    dw2 = np.dot(h.T, dmu5)
    db2 = np.sum(dmu5)
    dh = np.outer(dmu5, w[8:])
    dmu = dh * (mu > 0)
    dw1 = np.dot(x.T, dmu)
    db1 = np.sum(dmu, axis=0)
    return np.append(dw1.T, dw2), np.append(db1, db2)
