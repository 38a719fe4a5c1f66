"""Imports a module that never comes to an end."""

import sys

import numpy as np


class Endless:
    def find_spec(self, *_):
        while True:
            pass


sys.meta_path.insert(0, Endless())
import squares


def sse(y, t):
    return np.sum((y - t) ** 2)


def mse(y, t):
    return np.mean((y - t) ** 2)
