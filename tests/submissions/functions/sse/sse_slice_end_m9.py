import numpy as np
def sse(y, t):
    r = (y - t)[:-1]
    return r @ r
