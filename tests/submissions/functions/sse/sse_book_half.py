import numpy as np
def sse(y, t):
    return 0.5 * np.sum((y-t)**2)
