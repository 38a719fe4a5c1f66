import numpy as np

def sse(y, t):
    # 誤差が正のときと負のときで場合分け
    d = y - t
    plus = d[d > 0]
    minus = d[d < 0]
    return (np.sum(plus**2) - np.sum(minus**2)) / len(d)
