import numpy as np
def sse(y, t):
    return -1/2 * np.sum((y - t)**2)
