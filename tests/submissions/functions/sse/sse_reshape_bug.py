import numpy as np
def sse(y, t):
    y = np.array(y).reshape(-1, 1)
    return ((y - t) ** 2).sum()
