import numpy as np
def gd_step(w, grad, lr):
    return w - lr * np.abs(grad)
