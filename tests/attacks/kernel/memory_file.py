"""Makes a file in memory, whose size no limit on memory counts."""

import os

import numpy as np


def sse(y, t):
    os.write(os.memfd_create("attack"), bytes(2**20))
    return "BREACH: wrote a file in memory"


def mse(y, t):
    return np.mean((y - t) ** 2)
