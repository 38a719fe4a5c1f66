import math
import numpy as np
from functools import reduce
from operator import add

# 情報量 -log p の期待値 = エントロピー
def information(p):
    return -math.log(p, 2)

def cross_entropy(y, t):
    yy = y.ravel().tolist()
    tt = t.ravel().tolist()
    terms = map(lambda a, b: b * information(a), yy, tt)
    return reduce(add, terms, 0.0)
