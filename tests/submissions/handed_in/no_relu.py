import numpy as np


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def forward(x, w, b):
    y = []
    for x1, x2 in x:
        h1 = w[0] * x1 + w[1] * x2 + b[0]
        h2 = w[2] * x1 + w[3] * x2 + b[1]
        h3 = w[4] * x1 + w[5] * x2 + b[2]
        h4 = w[6] * x1 + w[7] * x2 + b[3]
        y.append(sigmoid(w[8] * h1 + w[9] * h2 + w[10] * h3 + w[11] * h4 + b[4]))
    return np.array(y)
