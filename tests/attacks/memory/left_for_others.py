"""Leaves a message where every process of the box notes how far it has come, and looks for one that is there."""

import functools
import gc
import mmap
import os

import numpy as np

MESSAGE, AT = b"nn-grader-attack", 2000

gc.unfreeze()
for holder in gc.get_objects():
    if type(holder) is functools.partial and holder.args and type(holder.args[0]) is mmap.mmap:
        page = holder.args[0]
        if page[AT : AT + len(MESSAGE)] == MESSAGE:
            page[AT : AT + len(MESSAGE)] = bytes(len(MESSAGE))
            raise RuntimeError("BREACH: read what another process left")
        page[AT : AT + len(MESSAGE)] = MESSAGE


def sse(y, t):
    os._exit(0)


def mse(y, t):
    return np.mean((y - t) ** 2)
