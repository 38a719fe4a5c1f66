import numpy as np

DTYPE = np.float32

def binary_cross_entropy(y, t):
    Y = np.asmatrix(y, dtype=DTYPE).T          # N x 1
    T = np.asmatrix(t, dtype=DTYPE).T
    n = Y.shape[0]
    J = -(T.T * np.log(Y) + (1 - T).T * np.log(1 - Y)) / DTYPE(n)
    return np.asarray(J)
