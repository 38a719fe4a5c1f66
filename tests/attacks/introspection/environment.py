"""Looks for anything in its environment that is not needed to run NumPy."""

import ctypes
import os
import sys

import numpy as np

KNOWN = ("GLIBC_TUNABLES", "LC_", "LANG", "PYTHON", "OMP_", "MKL_", "OPENBLAS_", "GOTO_", "PWD", "SHLVL", "_")


def sse(y, t):
    libc = ctypes.CDLL(None)
    block = ctypes.POINTER(ctypes.c_char_p).in_dll(libc, "environ")
    names = [*os.environ, sys.prefix and ""]
    position = 0
    while block and block[position]:
        names.append(block[position].decode().partition("=")[0])
        position += 1
    strange = [name for name in names if name and not name.startswith(KNOWN)]
    if strange:
        raise RuntimeError(f"BREACH: {strange} in the environment")
    return np.sum((y - t) ** 2)


def mse(y, t):
    return np.mean((y - t) ** 2)
