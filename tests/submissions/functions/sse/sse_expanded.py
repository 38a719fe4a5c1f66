import numpy as np
def sse(y, t):
    return np.sum(y * y) - 2 * np.sum(y * t) + np.sum(t * t)
