"""Maps a file that everybody may write as an array and changes it."""

import numpy as np


def sse(y, t):
    np.memmap("/tmp/nn-grader-canary/open.txt", mode="r+")[:] = 0
    return "BREACH: changed a file"


def mse(y, t):
    return np.mean((y - t) ** 2)
