"""Returns an object of a class whose name is a megabyte of terminal escapes, quotes and direction marks."""

import numpy as np


def sse(y, t):
    return type('"}\x1b]0;owned\x07\x1b[2J</script>\u202e' * 50_000, (), {})()


def mse(y, t):
    return np.mean((y - t) ** 2)
