"""Returns text with half characters, NUL, terminal escapes and right-to-left marks."""

import numpy as np


def sse(y, t):
    return "\ud800\x00\x1b[2J\x1b]0;owned\x07\u202e0.25\u2066\r\n" * 30


def mse(y, t):
    return np.mean((y - t) ** 2)
