"""Waits for itself."""

import threading

import numpy as np


def sse(y, t):
    lock = threading.Lock()
    lock.acquire()
    lock.acquire()


def mse(y, t):
    return np.mean((y - t) ** 2)
