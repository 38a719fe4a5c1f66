"""Reads the source of the harness that is running it."""

import sys

import numpy as np


def sse(y, t):
    refusal = None
    frame = sys._getframe(1)
    while frame is not None:
        try:
            with open(frame.f_code.co_filename) as file:
                return "BREACH: " + file.readline()
        except OSError as error:
            refusal = error
        frame = frame.f_back
    raise refusal


def mse(y, t):
    return np.mean((y - t) ** 2)
