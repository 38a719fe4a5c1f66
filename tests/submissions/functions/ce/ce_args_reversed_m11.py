import numpy as np

eps = 1e-7   # log(0) にならないように

def cross_entropy(t, y):
    '''
    t : 正解 (one-hot)
    y : モデルの出力
    '''
    logy = np.log(y + eps)
    return float(-1 * np.dot(t.flatten(), logy.flatten()))
