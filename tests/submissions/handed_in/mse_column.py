import numpy as np


def mse(y, t):
    y = y.reshape(-1, 1)  # 縦ベクトルにする
    return np.mean((y - t) ** 2)


def sse(y, t):
    total = 0
    y = np.reshape(y, (len(y), 1))
    for row in (y - t) ** 2:
        total += sum(row)
    return total
