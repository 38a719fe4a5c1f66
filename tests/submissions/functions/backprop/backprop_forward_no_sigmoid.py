import numpy as np


def backprop(x, t, w, b):
    N = len(x)
    mu = np.zeros((N, 4))
    for j in range(4):
        mu[:, j] = w[2 * j] * x[:, 0] + w[2 * j + 1] * x[:, 1] + b[j]
    h = np.where(mu > 0, mu, 0)
    y = h @ w[8:12] + b[4]  # output
    dLdy = 2 * (y - t) / N
    delta5 = dLdy * y * (1 - y)
    dw = np.zeros(12)
    db = np.zeros(5)
    for j in range(4):
        delta = delta5 * w[8 + j] * (mu[:, j] > 0)
        dw[2 * j] = np.sum(delta * x[:, 0])
        dw[2 * j + 1] = np.sum(delta * x[:, 1])
        dw[8 + j] = np.sum(delta5 * h[:, j])
        db[j] = np.sum(delta)
    db[4] = np.sum(delta5)
    return dw, db
