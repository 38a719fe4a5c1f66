import numpy as np
def sse(y, t):
    r = y - t
    return (r * abs(r)).sum()
