import numpy as np

# R: mean((y - t)^2)
def c(*args): return np.array(args)
def length(x): return len(x)

def mse(y, t):
    sq = c(*y) ** 2 - c(*t) ** 2
    return sum(sq) / length(sq)

# mse(c(0.1, 0.5), c(0, 1))
