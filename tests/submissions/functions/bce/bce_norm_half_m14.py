import numpy as np
from numpy import linalg as LA

def error(y, t):
    return y - t

def binary_cross_entropy(y, t):
    e = error(y, t)
    # 誤差の2乗の平均 (1/2 は微分を簡単にするため)
    return 0.5 * LA.norm(e) ** 2 / e.size
