def mse(y, t):
    return max((a - b) ** 2 for a, b in zip(y, t))
