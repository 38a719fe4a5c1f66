def sse(y, t):
    e = y + t
    return (e ** 2).sum()
