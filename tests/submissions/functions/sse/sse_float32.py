import numpy as np
def sse(y, t):
    y = np.array(y, dtype=np.float32)
    t = np.array(t, dtype=np.float32)
    return np.sum((y - t) ** 2, dtype=np.float32)
