import numpy as np
def gd_step(w, grad, lr):
    step = lr * np.sign(grad)
    return w - step
