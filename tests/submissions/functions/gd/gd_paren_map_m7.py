import numpy as np
from operator import mul, sub
from functools import partial


def gd_step(w, grad, lr):
    shifted = map(lambda a: sub(a, lr), w)
    return np.array(list(map(mul, shifted, grad)))
