import numpy as np
def mse(y, t):
    t = t.astype(int)
    ok = t == 1
    return (np.sum((1 - y[ok]) ** 2) + np.sum(y[~ok] ** 2)) / len(t)
