import numpy as np
def sse(y, t):
    zansa = y - t
    nijou = zansa * 2
    return nijou.sum()
