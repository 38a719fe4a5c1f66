from functools import reduce
def sse(y, t):
    return reduce(lambda acc, p: acc + (p[0] - p[1]) ** 2, zip(y, t), 0.0)
