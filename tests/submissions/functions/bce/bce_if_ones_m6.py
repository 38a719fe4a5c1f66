import numpy as np

def binary_cross_entropy(y, t):
    N = len(y)
    goukei = 0
    for i in range(0, N, 1):
        if t[i] == 1:
            # 正解ラベルの log だけが残る
            goukei = goukei + np.log(y[i])
    L = -1 / N * goukei
    return L


if __name__ == "__main__":
    print(binary_cross_entropy(np.array([0.9, 0.3, 0.8]), np.array([1, 0, 1])))
