import numpy as np

def backprop(x, t, w, b):
    N = len(x)
    W1 = w[:8].reshape(4, 2)
    mu = x @ W1.T + b[:4]
    h = np.maximum(mu, 0)
    y = 1 / (1 + np.exp(-(h @ w[8:] + b[4])))
    d5 = 2 * (y - t) / N * y * (1 - y)
    dh = np.outer(d5, w[8:])
    d = dh * (mu > 0)
    dw = np.concatenate([(d.T @ x).ravel(), d5 @ mu])
    db = np.append(d.sum(axis=0), d5.sum())
    return dw, db
