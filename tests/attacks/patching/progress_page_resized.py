"""Cuts the file behind the memory that it shares with the supervisor, so that reading it would crash."""

import functools
import gc
import mmap
import os

import numpy as np


def pages():
    gc.unfreeze()
    holders = [value for value in gc.get_objects() if type(value) is functools.partial and value.args]
    return [holder.args[0] for holder in holders if type(holder.args[0]) is mmap.mmap]


for page in pages():
    try:
        page.resize(0)
    except (OSError, ValueError, SystemError):
        pass
for descriptor in range(64):
    try:
        os.ftruncate(descriptor, 0)
        raise RuntimeError(f"BREACH: cut the file at descriptor {descriptor}")
    except OSError:
        pass


def sse(y, t):
    return np.sum((y - t) ** 2)


def mse(y, t):
    return np.mean((y - t) ** 2)
