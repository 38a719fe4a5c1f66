"""Announces the largest frame that a header can announce."""

import os
import struct

import numpy as np


def sse(y, t):
    os.write(3, struct.pack("<II", 2**32 - 1, 2**32 - 1))
    while True:
        pass


def mse(y, t):
    return np.mean((y - t) ** 2)
