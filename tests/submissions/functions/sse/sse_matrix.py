import numpy as np
def sse(y, t):
    # 列ベクトルにして行列の積
    d = (y - t).reshape(-1, 1)
    return d.T @ d
