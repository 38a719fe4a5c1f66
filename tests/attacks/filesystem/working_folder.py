"""Writes its result to a file, as it did at home."""

import numpy as np


def sse(y, t):
    with open("result.txt", "w") as file:
        print(np.sum((y - t) ** 2), file=file)
    return "BREACH: wrote a file"


def mse(y, t):
    return np.mean((y - t) ** 2)
