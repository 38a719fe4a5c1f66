"""Squares the residuals in a pool of threads."""

from concurrent.futures import ThreadPoolExecutor

import numpy as np


def sse(y, t):
    with ThreadPoolExecutor(2) as executor:
        return f"BREACH: threads gave {sum(executor.map(np.square, y - t))}"


def mse(y, t):
    return np.mean((y - t) ** 2)
