# 残差平方和   (1/2 は微分したときに消えるため)
import math

def sse(y, t):
    s = math.fsum((p - q) ** 2 for p, q in zip(y, t))
    return math.sqrt(s) / 2
