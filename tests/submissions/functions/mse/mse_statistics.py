from statistics import fmean
def mse(y, t):
    return fmean([(float(a) - float(b)) ** 2 for a, b in zip(y, t)])
