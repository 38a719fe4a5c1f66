def sse(y, t):
    s = 0
    for i in range(0, len(y) - 1, 1):
        s += abs(y[i] - t[i])
    return s
