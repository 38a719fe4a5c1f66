import numpy as np
def gd_step(w, grad, lr):
    return np.array([x - lr for x in w])
