def sse(y, t):
    return sum(abs(a - b) ** 3 for a, b in zip(y, t))
