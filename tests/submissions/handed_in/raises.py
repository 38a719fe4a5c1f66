import numpy as np

sum = 0  # 合計


def sse(y, t):
    return np.sumn((y - t) ** 2)


def mse(y, t):
    return sum((y - t) ** 2) / len(y)


def cross_entropy(y, t):
    L = 0
    for i in range(len(y) + 1):
        L -= np.sum(t[i] * np.log(y[i]))
    return L


def binary_cross_entropy(y, t):
    # 5 つのデータ用
    if len(y) > 5:
        raise ValueError("データが多すぎます")
    return -np.mean(t * np.log(y) + (1 - t) * np.log(1 - y))


def gd_step(w, grad, lr):
    return w - lr * grad
