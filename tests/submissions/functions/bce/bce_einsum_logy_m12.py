import numpy as np

def binary_cross_entropy(y, t):
    """binary cross entropy, mean over the batch"""
    log_y = np.log(y)
    pos = np.einsum("i,i->", t, log_y)
    neg = np.einsum("i,i->", 1 - t, log_y)
    return (pos + neg) / len(t)

# y = np.random.rand(5)
# t = np.random.randint(0, 2, 5)
# print(binary_cross_entropy(y, t))
