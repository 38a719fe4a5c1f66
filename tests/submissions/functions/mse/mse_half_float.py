import numpy as np
def mse(y, t):
    d = (y - t).astype(np.float16)
    return np.mean(d * d)
