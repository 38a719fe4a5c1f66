import numpy as np

def binary_cross_entropy(y, t):
    loss = 0
    i = 0
    while i < y.size:
        a = t[i] * np.log(y[i])
        b = (1 - t[i]) * np.log(1 - y[i])
        loss += -a + b
        i += 1
    #loss = round(loss, 4)
    return loss
