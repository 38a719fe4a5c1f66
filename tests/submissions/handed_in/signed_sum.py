def sse(y, t):
    s = 0
    for yi, ti in zip(y, t):
        s += ti - yi
    return s


def mse(y, t):
    return (sum(y - t) / len(y)) ** 2


def gd_step(w, grad, lr):
    # 傾きの向きに進む
    return w + lr * grad
