"""Leaves a process behind that has no parent and no session in common with the box."""

import os
import time

import numpy as np


def sse(y, t):
    if os.fork() == 0:
        os.setsid()
        if os.fork() == 0:
            time.sleep(20)
        os._exit(0)
    return "BREACH: left a daemon"


def mse(y, t):
    return np.mean((y - t) ** 2)
