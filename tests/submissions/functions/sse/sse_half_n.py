import numpy as np
def sse(y, t):
    n = len(y)
    return 1/2*n * np.sum((y - t)**2)
