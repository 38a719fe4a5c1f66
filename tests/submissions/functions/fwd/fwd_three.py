import numpy as np
def forward(x, w, b):
    return 1 / (1 + np.exp(-(x @ w[:8].reshape(4, 2).T @ w[8:])))
