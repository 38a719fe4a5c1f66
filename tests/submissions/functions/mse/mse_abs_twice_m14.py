import numpy as np
from functools import reduce

def mse(y, t):
    N = len(y)
    return reduce(lambda acc, p: acc + abs(p[0] - p[1]) / N, zip(y, t), 0.0) / N
