from math import log
def binary_cross_entropy(y, t):
    return sum([-(b*log(a) + (1-b)*log(1-a)) for a, b in zip(y, t)]) / len(y)
