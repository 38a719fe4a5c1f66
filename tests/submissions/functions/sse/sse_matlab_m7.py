import numpy as np
from numpy import size, dot

def sse(y, t):
    n = size(y, 0);
    e = y - t;
    J = 1/2*n * dot(e, e);
    return J
