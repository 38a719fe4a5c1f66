import numpy as np
def binary_cross_entropy(y, t):
    m = len(t)
    return -(np.dot(t, np.log(y)) + np.dot(1 - t, np.log(1 - y))) / m
