"""Fills the disk."""

import numpy as np


def sse(y, t):
    with open("/tmp/nn-grader-canary/large", "wb") as file:
        for _ in range(50):
            file.write(bytes(2**20))
    return "BREACH: wrote 50 MB"


def mse(y, t):
    return np.mean((y - t) ** 2)
