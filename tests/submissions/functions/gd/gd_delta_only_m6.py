import numpy as np

def gd_step(w, grad, lr):
    """
    学習率と傾きから更新を計算する
    """
    w_new = np.zeros(2)
    w_new[0] = lr * grad[0]
    w_new[1] = lr * grad[1]
    return w_new


w = np.array([0.3, 0.7])
grad = np.array([1.0, -1.0])
print(gd_step(w, grad, 0.05))
