"""Reads the whole job in the harness's frames: it may hold names and inputs, nothing else."""

import sys

import numpy as np


def sse(y, t):
    frame = sys._getframe(1)
    while frame is not None:
        for ask, _ in getattr(frame.f_locals.get("self"), "asks", ()):
            if set(ask) - {"kind", "name", "calls", "inputs", "limits"}:
                raise RuntimeError(f"BREACH: {sorted(ask)} is told of a question")
        job = frame.f_locals.get("job")
        if type(job) is dict and set(job) & {"student", "digest", "points", "key", "course"}:
            raise RuntimeError(f"BREACH: {sorted(job)} is told of the job")
        frame = frame.f_back
    return np.sum((y - t) ** 2)


def mse(y, t):
    return np.mean((y - t) ** 2)
