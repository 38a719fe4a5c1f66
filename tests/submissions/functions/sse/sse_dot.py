import numpy as np
def sse(y, t):
    r = np.asarray(y) - np.asarray(t)
    return np.dot(r, r)
