"""Prints, returns and overwrites what it was given."""

import sys

import numpy as np

kept = []


def sse(y, t):
    kept.append(y.copy())
    print(kept * 4)
    sys.stderr.write(repr(kept))
    y[:] = kept[0][0]
    return [str(kept)]


def mse(y, t):
    return np.mean((y - t) ** 2)
