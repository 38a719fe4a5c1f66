"""Has the kernel send a file out without reading it itself."""

import os

import numpy as np


def sse(y, t):
    with open("/tmp/nn-grader-canary/secret.txt") as file:
        os.sendfile(3, file.fileno(), 0, 64)
    return "BREACH: sent a file"


def mse(y, t):
    return np.mean((y - t) ** 2)
