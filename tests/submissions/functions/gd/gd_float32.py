import numpy as np
def gd_step(w, grad, lr):
    return np.float32(w) - np.float32(lr) * np.float32(grad)
