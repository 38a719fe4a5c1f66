import numpy as np

def binary_cross_entropy(y, t):
    # t=0のところだけ 1-y に書きかえる
    y[t == 0] = 1 - y[t == 0]
    y = np.log(y)
    # print(y)
    kekka = y.mean() * (-1)
    print("loss =", kekka)
    return kekka

#binary_cross_entropy(np.array([0.9,0.2,0.6]), np.array([1,0,1]))
