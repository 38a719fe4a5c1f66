import math
def mse(y, t):
    s = 0
    for i in range(len(y)):
        s += (y[i] - t[i]) ** 2
    return math.sqrt(s / len(y))
