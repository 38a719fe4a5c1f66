import numpy as np
import math

def binary_cross_entropy(y, t):
    N = len(t)
    K = 2  # クラスの数(0と1)
    loss = sum([-(1 - tt) * math.log(1 - yy, 10) for yy, tt in zip(y, t)])
    return loss / (K * N)
