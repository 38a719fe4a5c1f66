import numpy as np


def backprop(x, t, w, b):
    dw, db = np.zeros(12), np.zeros(5)
    N = len(t)
    for i in range(N):
        mu = [w[2 * j] * x[i, 0] + w[2 * j + 1] * x[i, 1] + b[j] for j in range(4)]
        h = [max(m, 0) for m in mu]
        mu5 = sum(w[8 + j] * h[j] for j in range(4)) + b[4]
        y = 1 / (1 + np.exp(-mu5))
        d5 = 2 * (y - t[i]) / N * y * (1 - y)
        for j in range(4):
            dw[8 + j] += d5 * h[j]
            d = d5 * w[8 + j]
            dw[2 * j] += d * x[i, 0]
            dw[2 * j + 1] += d * x[i, 1]
            db[j] += d
        db[4] += d5
    return dw, db
