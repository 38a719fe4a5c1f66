"""Prints for ever, and catches what is meant to end it."""

import numpy as np


def sse(y, t):
    while True:
        try:
            print("residual" * 100)
        except BaseException:
            continue


def mse(y, t):
    return np.mean((y - t) ** 2)
