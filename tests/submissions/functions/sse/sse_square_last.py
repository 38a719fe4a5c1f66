def sse(y, t):
    s = sum(y) - sum(t)
    return s ** 2
