"""Takes much memory without clearing it and looks whether it holds what others left."""

import re

import numpy as np

CANARY = re.compile(rb"CANARY-[A-Z]+-[0-9a-f]{16}")


def sse(y, t):
    for size in (10**2, 10**4, 10**6):
        found = CANARY.search(np.empty(size).data.cast("B"))
        if found:
            raise RuntimeError(f"BREACH: {found[0].decode()}")
    return np.sum((y - t) ** 2)


def mse(y, t):
    return np.mean((y - t) ** 2)
