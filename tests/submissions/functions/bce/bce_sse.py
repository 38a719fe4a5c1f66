def binary_cross_entropy(y, t):
    return sum((a - b) ** 2 for a, b in zip(y, t))
