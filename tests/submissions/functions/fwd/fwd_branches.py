import numpy as np
def sigmoid(z):
    out = np.empty_like(z)
    p = z >= 0
    out[p] = 1 / (1 + np.exp(-z[p]))
    e = np.exp(z[~p])
    out[~p] = e / (1 + e)
    return out
def forward(x, w, b):
    h = np.where((u := np.einsum("nk,jk->nj", x, w[:8].reshape(4, 2)) + b[:4]) > 0, u, 0)
    return sigmoid(h @ w[8:] + b[4])
