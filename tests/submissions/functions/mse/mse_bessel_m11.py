import numpy as np

def mse(y, t):
    r = np.asarray(y) - np.asarray(t)
    df = r.size - 1      # 自由度
    return np.sum(r ** 2) / np.float64(df)
