import numpy as np

def mse(y, t):
    # 縦ベクトルにそろえる
    y = y.reshape(-1, 1)
    t = t.reshape(-1, 1)
    e = y - t                       # (N, 1)
    return e.T.dot(e) / e.shape[0]  # (1, 1)
