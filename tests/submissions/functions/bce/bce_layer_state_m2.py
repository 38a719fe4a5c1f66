# coding: utf-8
import sys, os
import numpy as np


class BinaryCrossEntropyLoss:
    def __init__(self):
        self.params = []
        self.loss = None
        self.y = None  # 出力
        self.t = None  # 教師データ

    def forward(self, y, t):
        self.t = t
        self.y = y

        if self.y.ndim == 1:
            self.t = self.t.reshape(1, self.t.size)
            self.y = self.y.reshape(1, self.y.size)

        batch_size = self.y.shape[1]
        delta = 1e-7
        self.loss = -np.sum(self.t * np.log(self.y + delta)
                            + (1 - self.t) * np.log(1 - self.y + delta)) / batch_size
        return self.loss

    def backward(self, dout=1):
        dx = (self.y - self.t) / (self.y * (1 - self.y)) * dout / self.y.shape[1]
        return dx


loss_layer = BinaryCrossEntropyLoss()


def binary_cross_entropy(y, t):
    return loss_layer.forward(y, t)
