def sse(y, t):
    n = len(y)
    return (sum((a - b) ** 2 for a, b in zip(y, t)) / n) ** 0.5
