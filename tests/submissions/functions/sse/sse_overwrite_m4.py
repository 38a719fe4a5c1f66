import numpy as np
def sse(y,t):
    y-=t      # 残差
    y*=y      # 2乗
    print("残差の2乗:",y)
    return y.sum()
