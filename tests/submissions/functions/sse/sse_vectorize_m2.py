import numpy as np
from numpy import *


@np.vectorize
def sq_err(a, b):
    d = a - b
    return d ** 2.0


def sse(y, t, keepdims=True):
    """y, t: (N,)"""
    return np.sum(sq_err(y, t), axis=0, keepdims=keepdims)
