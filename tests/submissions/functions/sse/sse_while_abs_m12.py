def zettaichi(x):
    if x < 0:
        return -x
    else:
        return x

def sse(y, t):
    i = 0
    wa = 0
    while i < len(y) - 1:
        wa = wa + zettaichi(y[i] - t[i])
        i = i + 1
    return wa
