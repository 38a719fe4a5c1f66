import numpy as np
def mse(y, t):
    d = y - t
    return np.einsum("i,i->", d, d) / np.array(len(d))
