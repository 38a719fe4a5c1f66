import math

import numpy as np


def sigmoid(x):
    return 1 / (1 + math.exp(x))


def relu(x):
    return max(0, x)


def forward(x, w, b):
    out = np.zeros(len(x))
    for n in range(len(x)):
        mu5 = b[4]
        for j in range(4):
            h = relu(w[2 * j] * x[n, 0] + w[2 * j + 1] * x[n, 1] + b[j])
            mu5 += w[8 + j] * h
        out[n] = sigmoid(mu5)
    return out
