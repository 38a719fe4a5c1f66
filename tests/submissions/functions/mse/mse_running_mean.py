def mse(y, t):
    m = 0.0
    for i in range(len(y)):
        m += ((y[i] - t[i]) ** 2 - m) / (i + 1)
    return m
