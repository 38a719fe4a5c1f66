"""Returns an object of a thousand properties that each take a gigabyte."""

import numpy as np


def _bomb(self):
    return bytearray(10**9)


Bomb = type("Bomb", (), {f"value{number}": property(_bomb) for number in range(1000)})


def sse(y, t):
    return Bomb()


def mse(y, t):
    return np.mean((y - t) ** 2)
