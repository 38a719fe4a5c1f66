"""Returns a dict with ten thousand keys of a thousand letters each."""

import numpy as np


def sse(y, t):
    return {f"{number:01000}": number for number in range(10_000)}


def mse(y, t):
    return np.mean((y - t) ** 2)
