import numpy as np
def hantei(p):
    return 1 if p >= 0.5 else 0   # 陽性 / 陰性

def mse(y,t):
    yosoku = [hantei(p) for p in y]
    return sum((a-b)**2 for a,b in zip(yosoku,t))/len(t)
