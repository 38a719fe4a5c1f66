import numpy as np
def binary_cross_entropy(y, t):
    A = y.reshape(1, -1)
    Y = t.reshape(1, -1)
    m = Y.shape[1]
    return -1 / m * (np.log(A) @ Y.T + np.log(1 - A) @ (1 - Y).T)
