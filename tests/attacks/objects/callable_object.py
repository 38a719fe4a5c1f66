"""Answers with objects that can be called, instead of functions, and that have no other attributes."""

import numpy as np


class Function:
    def __getattribute__(self, name):
        raise SystemExit(name)

    def __call__(self, y, t):
        return np.sum((y - t) ** 2)


sse = Function()


def mse(y, t):
    return np.mean((y - t) ** 2)
