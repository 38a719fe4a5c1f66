import numpy as np
def sse(y, t):
    return -np.sum(np.power(t - y, 2))
