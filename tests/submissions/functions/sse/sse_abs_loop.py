def sse(y, t):
    s = 0
    for i in range(len(t)):
        s += abs(t[i] - y[i])
    return s
