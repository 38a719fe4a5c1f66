import numpy as np
class SGD:
    def __init__(self, lr):
        self.lr = lr
    def update(self, w, grad):
        return np.subtract(w, self.lr * grad)
def gd_step(w, grad, lr):
    opt = SGD(lr)
    return opt.update(w, grad)
