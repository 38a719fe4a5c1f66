"""Looks for all other processes of the machine and what they were started with."""

import os

import numpy as np


def sse(y, t):
    others = [name for name in os.listdir("/proc") if name.isdigit() and int(name) != os.getpid()]
    return f"BREACH: {len(others)} other processes can be seen"


def mse(y, t):
    return np.mean((y - t) ** 2)
