import numpy as np
def cross_entropy(y, t):
    s = 0
    for a, b in zip(y, t):
        s = s + (b * np.log(a + 1e-7)).sum()
    return s
