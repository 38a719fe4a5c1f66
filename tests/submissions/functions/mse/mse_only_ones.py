import numpy as np
def mse(y, t):
    s = 0
    n = 0
    for i in range(len(t)):
        if t[i] == 1:
            s += (y[i] - t[i]) ** 2
            n += 1
    return s / n
