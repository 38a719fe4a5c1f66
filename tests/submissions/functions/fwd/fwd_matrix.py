import numpy as np
def forward(x, w, b):
    W1 = w[:8].reshape(4, 2)
    h = np.maximum(x @ W1.T + b[:4], 0)
    return 1 / (1 + np.exp(-(h @ w[8:] + b[4])))
