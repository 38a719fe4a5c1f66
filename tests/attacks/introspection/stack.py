"""Looks through all frames above it for anything that belongs to judging."""

import inspect
import sys

import numpy as np

WORDS = ("expected", "mistakes", "verdict", "points", "solution", "examiner", "student")


def sse(y, t):
    frame = sys._getframe(1)
    while frame is not None:
        for name in [*frame.f_locals, *frame.f_globals, frame.f_code.co_name]:
            if any(word in name.lower() for word in WORDS):
                raise RuntimeError(f"BREACH: {name} is in a frame")
        if any(word in frame.f_code.co_filename for word in ("judge", "solutions", "grade.py")):
            raise RuntimeError(f"BREACH: code of {frame.f_code.co_filename} is running")
        frame = frame.f_back
    inspect.currentframe()
    return np.sum((y - t) ** 2)


def mse(y, t):
    return np.mean((y - t) ** 2)
