import numpy as np


def gd_step(w, grad, lr):
    # バッチの勾配を平均する
    g = 0
    for x in grad:
        g = g + x
    g = g / len(grad)
    w1 = w[0] - lr * g
    w2 = w[1] - lr * g
    return np.array([w1, w2])
