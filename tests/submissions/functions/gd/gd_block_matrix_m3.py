import numpy as np
import math


def gd_step(w, grad, lr):
    # [I  -αI] に縦に並べた (w, grad) を掛ける
    #
    #   [1 0 -α  0]   [w1]
    #   [0 1  0 -α] . [w2]
    #                 [g1]
    #                 [g2]
    A = np.hstack([np.eye(2), -lr * np.eye(2)])
    v = np.concatenate([w, grad]).reshape(4, 1)
    return np.einsum("ij,jk->i", A, v)


# print(gd_step(np.array([1.5, -2.0]), np.array([0.4, 3.0]), 0.1))
