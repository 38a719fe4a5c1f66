import numpy as np
def gd_step(w, grad, lr):
    # 傾きが負なら増やし、正なら減らす
    return np.where(grad < 0, w + lr * np.abs(grad), w - lr * np.abs(grad))
