import numpy as np

def cross_entropy(y, t):
    N = y.shape[0]
    K = y.shape[1]
    total = 0
    for i in range(N):
        for k in range(K):
            total = total + t[i][k] * y[i][k]
    # 最後に -log をとる
    L = -np.log(total)
    return L

# y = np.array([[0.2, 0.8], [0.5, 0.5]])
# t = np.array([[0, 1], [1, 0]])
# print(cross_entropy(y, t))
