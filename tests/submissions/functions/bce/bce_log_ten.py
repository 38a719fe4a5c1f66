import math
def binary_cross_entropy(y, t):
    s = 0
    for a, b in zip(y, t):
        s -= b * math.log10(a) + (1 - b) * math.log10(1 - a)
    return s / len(t)
