"""Says that memory is used up, and has a large message for it."""

import numpy as np


class Full(MemoryError):
    def __str__(self):
        return "residual" * 10**7


def sse(y, t):
    raise Full


def mse(y, t):
    return np.mean((y - t) ** 2)
