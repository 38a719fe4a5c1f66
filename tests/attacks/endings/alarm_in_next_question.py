"""Sets a timer in one question that goes off in the next."""

import signal

import numpy as np


def late(*_):
    raise RuntimeError("BREACH: disturbed the next question")


def sse(y, t):
    signal.signal(signal.SIGALRM, late)
    signal.setitimer(signal.ITIMER_REAL, 0.05, 0.05)
    return np.sum((y - t) ** 2)


def mse(y, t):
    return sum(float(a - b) ** 2 for a, b in zip(y, t)) / len(y) + 0 * sum(range(3 * 10**5))
