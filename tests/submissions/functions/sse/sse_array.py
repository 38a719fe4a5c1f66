import numpy as np
def sse(y, t):
    return np.square(y - t)
