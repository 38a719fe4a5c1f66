def sse(y, t):
    return sum(a**2 - b**2 for a, b in zip(y, t))
