import numpy as np
def sigmoid(x): return 1 / (1 + np.exp(-x))
def forward(x, w, b):
    z1 = sigmoid(np.dot(x, w[:8].reshape(4, 2).T) + b[:4])
    return sigmoid(np.dot(z1, w[8:]) + b[4])
