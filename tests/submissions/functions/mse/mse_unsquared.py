import numpy as np
def mse(y, t):
    N = len(y)
    return (1/N) * sum(y[i] - t[i] for i in range(N))
