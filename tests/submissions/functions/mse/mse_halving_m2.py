# 再帰
def _sq(y, t):
    n = len(y)
    if n == 1:
        return (y[0] - t[0]) ** 2
    h = n // 2
    return _sq(y[:h], t[:h]) + _sq(y[h:], t[h:])

def mse(y, t):
    return _sq(y, t) / len(y)
