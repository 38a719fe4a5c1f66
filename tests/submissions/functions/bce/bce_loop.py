import math
def binary_cross_entropy(y, t):
    n = len(y)
    s = 0.0
    for i in range(n):
        if t[i] == 1:
            s += -math.log(y[i])
        else:
            s += -math.log(1 - y[i])
    return s / n
