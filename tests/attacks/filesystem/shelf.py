"""Remembers results on a shelf."""

import shelve

import numpy as np


def sse(y, t):
    with shelve.open("/tmp/nn-grader-canary/shelf") as shelf:
        shelf["results"] = 1
    return "BREACH: made a shelf"


def mse(y, t):
    return np.mean((y - t) ** 2)
