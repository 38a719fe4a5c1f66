import numpy as np


def gd_step(w, grad, lr):
    new = np.zeros(2)
    new[0] = w[0] - grad[0]
    new[1] = w[1] - grad[1]
    return new
