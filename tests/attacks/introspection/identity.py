"""Asks who it is and who started it: neither root nor any group may be told."""

import os

import numpy as np


def sse(y, t):
    for ask in (os.getresuid, os.getresgid, os.getgroups, lambda: (os.getuid(), os.geteuid(), os.getgid())):
        try:
            numbers = ask()
        except OSError:
            continue
        if 0 in numbers:
            raise RuntimeError("BREACH: this is root")
    return np.sum((y - t) ** 2)


def mse(y, t):
    return np.mean((y - t) ** 2)
