"""Finds out which files exist, by asking for their size only."""

import os

import numpy as np


def sse(y, t):
    for path in ("/tmp/nn-grader-canary/secret.txt", "/tmp/nn-grader-canary", "/etc/passwd", "/home"):
        try:
            raise RuntimeError(f"BREACH: {path} has {os.stat(path).st_size} bytes")
        except OSError:
            pass
    return np.sum((y - t) ** 2)


def mse(y, t):
    return np.mean((y - t) ** 2)
