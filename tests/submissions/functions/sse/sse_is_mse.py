import numpy as np
def sse(y, t):
    return np.mean((y - t) ** 2)
