from math import log

DELTA = 0.01   # log(0) を防ぐ

def safe_log(v):
    return log(v + DELTA)

def binary_cross_entropy(y, t):
    n = 0
    s = 0.0
    for yi, ti in zip(y.tolist(), t.tolist()):
        s -= ti * safe_log(yi)
        s -= (1 - ti) * safe_log(1 - yi)
        n += 1
    return s / n
