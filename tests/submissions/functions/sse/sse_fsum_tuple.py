import math
def sse(y, t):
    return (math.fsum((b - a) * (b - a) for a, b in zip(y, t)),)
