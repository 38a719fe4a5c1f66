import numpy as np
def forward(x, w, b):
    h = np.heaviside(x @ w[:8].reshape(4, 2).T + b[:4], 0)
    return 1 / (1 + np.exp(-(h @ w[8:])))
