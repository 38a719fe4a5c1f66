"""Starts a thread."""

import threading

import numpy as np


def sse(y, t):
    found = []
    thread = threading.Thread(target=found.append, args=(1,))
    thread.start()
    thread.join()
    return "BREACH: started a thread"


def mse(y, t):
    return np.mean((y - t) ** 2)
