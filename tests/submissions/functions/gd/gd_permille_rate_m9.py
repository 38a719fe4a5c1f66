import math

# 0.001 のような小さい数は見にくいので千分率で考える
MILLE = 1000
BACK = 100


def gd_step(w, grad, lr):
    rate = lr * MILLE
    result = []
    for k in range(2):
        change = rate * grad[k] / BACK
        result.append(math.fsum([w[k], -change]))
    return tuple(result)
