def sse(y, t):
    s = 0
    for i in range(1, len(y)):
        s += (y[i] - t[i]) ** 2
    return s
