import numpy as np

def cross_entropy(y, t):
    # function L = cross_entropy(y, t)
    N = np.size(y, 0)
    p = np.zeros((N, 1))
    for i in range(1, N + 1):
        c = np.argmax(y[i - 1, :])    # クラス
        p[i - 1, 0] = y[i - 1, c]
    L = -np.sum(np.log(p))
    return L
