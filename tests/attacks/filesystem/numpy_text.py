"""Reads the data of the exercise from a table, as it did at home."""

import numpy as np


def sse(y, t):
    table = np.loadtxt("data.csv", delimiter=",")
    return np.sum((table[:, 0] - table[:, 1]) ** 2)


def mse(y, t):
    return np.mean((y - t) ** 2)
