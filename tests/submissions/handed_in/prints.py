import numpy as np


def sse(y, t):
    print(np.sum((y - t) ** 2))


def mse(y, t):
    print("二乗和誤差は", np.mean((y - t) ** 2), "です")


def gd_step(w, grad, lr):
    new_w = w - lr * grad
    print(new_w)
    return print(new_w)
