"""Makes a POSIX message queue."""

import ctypes

import numpy as np

libc = ctypes.CDLL(None)


def sse(y, t):
    if libc.mq_open(b"/nn-grader-attack", 0o102, 0o600, None) != -1:
        libc.mq_unlink(b"/nn-grader-attack")
        return "BREACH: made a message queue"
    return np.sum((y - t) ** 2)


def mse(y, t):
    return np.mean((y - t) ** 2)
