"""Makes shared memory as Python offers it."""

from multiprocessing.shared_memory import SharedMemory

import numpy as np


def sse(y, t):
    SharedMemory("nn-grader-attack", create=True, size=y.nbytes)
    return "BREACH: made shared memory"


def mse(y, t):
    return np.mean((y - t) ** 2)
