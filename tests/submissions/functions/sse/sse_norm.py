import numpy as np
def sse(y, t):
    return np.linalg.norm(y - t)
