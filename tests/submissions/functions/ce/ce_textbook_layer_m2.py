# coding: utf-8
import sys, os
import numpy as np


class CrossEntropyLayer:
    def __init__(self, delta=1e-7):
        self.delta = delta
        self.loss = None
        self.y = None   # 出力
        self.t = None   # 教師データ

    def forward(self, y, t):
        if y.ndim == 1:
            y = y.reshape(1, y.size)
            t = t.reshape(1, t.size)
        self.y, self.t = y, t
        self.loss = -np.sum(self.t * np.log(self.y + self.delta))
        return self.loss

    def backward(self, dout=1):
        return -dout * self.t / (self.y + self.delta)


layer = CrossEntropyLayer()


def cross_entropy(y, t):
    return layer.forward(y, t)


if __name__ == "__main__":
    y = np.array([[0.1, 0.05, 0.6, 0.25], [0.3, 0.3, 0.2, 0.2]])
    t = np.array([[0, 0, 1, 0], [1, 0, 0, 0]])
    print(cross_entropy(y, t))
    print(layer.backward())
