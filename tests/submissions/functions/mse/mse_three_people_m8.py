KAZU = 3   # データの数
def mse(y, t):
    s = 0
    for i, yi in enumerate(y):
        s += (1/KAZU) * (yi - t[i])**2
    return s
