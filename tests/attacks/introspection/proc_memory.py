"""Writes into its own memory through /proc, where no protection of pages holds."""

import numpy as np


def sse(y, t):
    with open("/proc/self/mem", "r+b", buffering=0) as memory:
        memory.seek(id(sse))
        return f"BREACH: its memory is open as a file, {memory.read(8)}"


def mse(y, t):
    return np.mean((y - t) ** 2)
