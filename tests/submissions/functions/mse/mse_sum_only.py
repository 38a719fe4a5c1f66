def mse(y, t):
    gosa = [(a - b) ** 2 for a, b in zip(y, t)]
    return sum(gosa)
