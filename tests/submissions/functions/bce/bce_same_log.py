import numpy as np
def binary_cross_entropy(y, t):
    log_y = np.log(y)
    return -np.mean(t * log_y + (1 - t) * log_y)
