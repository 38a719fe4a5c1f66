import numpy as np
def one(yi, ti):
    return -np.vdot(ti, np.log(yi))
def cross_entropy(y, t):
    return np.array([sum(one(a, b) for a, b in zip(y, t))])
