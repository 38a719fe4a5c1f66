import numpy as np
def sse(y, t):
    return np.sum(np.abs(y - t)) / 2
