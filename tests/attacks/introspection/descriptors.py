"""Looks at all descriptors: only the null device and its own socket may be open."""

import os
import stat

import numpy as np


def sse(y, t):
    open_ones = {}
    for descriptor in range(1024):
        try:
            open_ones[descriptor] = os.fstat(descriptor).st_mode
        except OSError:
            pass
    if set(open_ones) - {0, 1, 2, 3}:
        raise RuntimeError(f"BREACH: descriptors {sorted(open_ones)} are open")
    for descriptor in (0, 1, 2):
        if descriptor in open_ones and not stat.S_ISCHR(open_ones[descriptor]):
            raise RuntimeError(f"BREACH: descriptor {descriptor} is no device")
        if descriptor in open_ones and os.fstat(descriptor).st_rdev != os.makedev(1, 3):
            raise RuntimeError(f"BREACH: descriptor {descriptor} is not the null device")
    if not stat.S_ISSOCK(open_ones[3]):
        raise RuntimeError("BREACH: descriptor 3 is no socket")
    return np.sum((y - t) ** 2)


def mse(y, t):
    return np.mean((y - t) ** 2)
