import numpy as np
def sse(y, t):
    """残差の合計"""
    return np.sum(y - t)
