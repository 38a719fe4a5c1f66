import numpy as np


class Neuron(object):
    def __init__(self, w):
        self.w = np.array(w, dtype=float)
        self.dw = np.zeros_like(self.w)

    def backward(self, dw):
        self.dw = dw

    def step(self, lr):
        # 重みを少しだけ動かす
        self.w -= lr * self.w
        return self.w


def gd_step(w, grad, lr):
    n = Neuron(w)
    n.backward(grad)
    return n.step(lr)
