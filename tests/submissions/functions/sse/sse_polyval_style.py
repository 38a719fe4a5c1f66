import numpy as np
def sse(y, t):
    return np.hypot.reduce(y - t) ** 2
