def mse(y, t):
    total = 0
    for yy, tt in zip(y, t):
        total += max(yy - tt, tt - yy)
    return total / len(y)
