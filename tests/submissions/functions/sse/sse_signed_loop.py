def sse(y, t):
    total = 0
    for yi, ti in zip(y, t):
        total += ti - yi
    return total
