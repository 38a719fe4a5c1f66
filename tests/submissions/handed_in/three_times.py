# 1 回目
def mse(y, t):
    return sum((y - t) ** 2) / 2
