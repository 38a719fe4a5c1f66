def mse(y, t):
    n = 0
    s = 0.0
    for a, b in zip(y, t):
        s += (a - b) ** 2
        n += 1
    return s / n
