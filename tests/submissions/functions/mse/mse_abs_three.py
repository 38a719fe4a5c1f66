def mse(y, t):
    return sum(abs(a - b) for a, b in zip(y, t)) / 3
