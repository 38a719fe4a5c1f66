import numpy as np

def cross_entropy(y, t):
    # サンプルごとの誤差
    e = -np.einsum('ij,ij->i', t, np.log(y))
    print("各サンプルの誤差:", e)
    return np.average(e)
