import numpy as np
def sse(y, t):
    return np.abs(t - y).mean()
