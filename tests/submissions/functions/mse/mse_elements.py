def mse(y, t):
    return [(a - b) ** 2 for a, b in zip(y, t)]
