"""Prints to the streams that Python was started with."""

import sys

import numpy as np


def sse(y, t):
    for stream in (sys.__stdout__, sys.__stderr__):
        if stream is not None:
            print("x" * 10**6, file=stream, flush=True)
    return np.sum((y - t) ** 2)


def mse(y, t):
    return np.mean((y - t) ** 2)
