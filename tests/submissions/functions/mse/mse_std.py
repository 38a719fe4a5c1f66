def mse(y, t):
    n = len(y)
    if n < 2:
        return 0.0
    return (sum((a - b) ** 2 for a, b in zip(y, t)) / (n - 1)) ** 0.5
