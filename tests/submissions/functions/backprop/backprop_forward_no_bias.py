import numpy as np


def backprop(x, t, w, b):
    W = w[:8].reshape(4, 2)
    mu = x.dot(W.T)
    h = np.maximum(mu, 0)
    y = 1 / (1 + np.exp(-h.dot(w[8:]) - b[4]))
    g = 2 * (y - t) / t.size * y * (1 - y)
    G = g[:, None] * w[8:] * (mu > 0)
    return np.concatenate([G.T.dot(x).ravel(), h.T.dot(g)]), np.concatenate([G.sum(axis=0), [g.sum()]])
