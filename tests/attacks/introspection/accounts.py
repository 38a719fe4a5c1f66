"""Reads who has an account on the machine."""

import numpy as np


def sse(y, t):
    with open("/etc/passwd") as file:
        return "BREACH: " + file.readline()


def mse(y, t):
    return np.mean((y - t) ** 2)
