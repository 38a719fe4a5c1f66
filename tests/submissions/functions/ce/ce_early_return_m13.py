from math import log10 as log

def cross_entropy(y, t):
    loss = 0
    for yi, ti in zip(y, t):
        for k in range(len(yi)):
            loss -= ti[k] * log(yi[k])
        return loss
