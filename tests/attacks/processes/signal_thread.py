"""Signals the parent's main thread with tgkill, queued signals and tkill."""

import ctypes
import os

import numpy as np

libc = ctypes.CDLL(None)
NUMBERS = {"x86_64": (200, 129), "aarch64": (130, 138)}[os.uname().machine]


def sse(y, t):
    parent = os.getppid()
    tkill, queue = NUMBERS
    information = ctypes.create_string_buffer(128)
    if libc.tgkill(parent, parent, 0) == 0 or libc.syscall(tkill, parent, 0) == 0:
        return "BREACH: may signal the parent's thread"
    if libc.syscall(queue, parent, 0, information) == 0:
        return "BREACH: may queue signals to the parent"
    return np.sum((y - t) ** 2)


def mse(y, t):
    return np.mean((y - t) ** 2)
