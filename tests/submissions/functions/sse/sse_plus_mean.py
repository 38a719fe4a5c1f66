import numpy as np
def sse(y, t):
    return np.average((y + t) ** 2)
