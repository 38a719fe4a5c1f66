"""Signals the first process, its group and session, and those that were forked before and after it."""

import os

import numpy as np


def sse(y, t):
    near = range(max(os.getpid() - 3, 1), os.getpid() + 4)
    for pid in {1, os.getppid(), os.getpgrp(), os.getsid(0), *near} - {0, os.getpid()}:
        try:
            os.kill(pid, 0)
        except (PermissionError, ProcessLookupError):
            continue
        return f"BREACH: may signal {pid}"
    return np.sum((y - t) ** 2)


def mse(y, t):
    return np.mean((y - t) ** 2)
