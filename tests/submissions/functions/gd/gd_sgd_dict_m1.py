# coding: utf-8
import numpy as np


class SGD:

    """確率的勾配降下法（Stochastic Gradient Descent）"""

    def __init__(self, lr=0.01):
        self.lr = lr

    def update(self, params, grads):
        for key in params.keys():
            params[key] -= self.lr * grads[key]


def gd_step(w, grad, lr):
    params = {'W1': w.copy()}
    grads = {'W1': grad}

    optimizer = SGD(lr=lr)
    optimizer.update(params, grads)

    return params['W1']
