"""Runs bytes that are no instructions."""

import ctypes
import mmap

import numpy as np


def sse(y, t):
    memory = mmap.mmap(-1, 4096, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)
    memory.write(b"\x0f\x0b\x0f\x0b")
    ctypes.CFUNCTYPE(None)(ctypes.addressof(ctypes.c_char.from_buffer(memory)))()


def mse(y, t):
    return np.mean((y - t) ** 2)
