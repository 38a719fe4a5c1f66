import numpy as np


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def backprop(x, t, w, b):
    n = len(t)
    dw, db = np.zeros(12), np.zeros(5)
    for (x1, x2), ti in zip(x, t):
        mu = [w[0] * x1 + w[1] * x2 + b[0], w[2] * x1 + w[3] * x2 + b[1], w[4] * x1 + w[5] * x2 + b[2], w[6] * x1 + w[7] * x2 + b[3]]
        h = [max(0, m) for m in mu]
        y = sigmoid(sum(w[8 + j] * h[j] for j in range(4)))
        delta5 = (y - ti) / n * y * (1 - y)
        db[4] += delta5
        for j in range(4):
            dw[8 + j] += delta5 * h[j]
            if mu[j] > 0:
                delta = delta5 * w[8 + j]
                dw[2 * j] += delta * x1
                dw[2 * j + 1] += delta * x2
                db[j] += delta
    return dw, db
