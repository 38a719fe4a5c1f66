def sse(y, t):
    s = 0
    for i in range(len(y)):
        s = s + (y[i] - t[i]) ** 2
    return s
