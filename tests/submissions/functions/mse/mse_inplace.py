import numpy as np
def mse(y, t):
    y -= t
    y **= 2
    return y.mean()
