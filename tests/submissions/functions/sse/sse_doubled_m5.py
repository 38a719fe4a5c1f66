import numpy as np

# 残差平方和
def sse(y, t):
    zansa = []
    for a, b in zip(y, t):
        zansa.append(a - b)

    zansa2 = []
    for z in zansa:
        zansa2.append(z * 2)

    goukei = 0
    for z in zansa2:
        goukei += z
    return goukei

# print(sse(np.array([0.2, 0.7]), np.array([0.0, 1.0])))
