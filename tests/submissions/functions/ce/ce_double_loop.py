import math
def cross_entropy(y, t):
    L = 0
    for i in range(len(y)):
        for k in range(len(y[i])):
            if t[i][k] == 1:
                L -= math.log(y[i][k])
    return L
