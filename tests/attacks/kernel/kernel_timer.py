"""Makes a timer that signals the parent."""

import ctypes
import os
import struct

import numpy as np

libc = ctypes.CDLL(None)
TIMER_CREATE = {"x86_64": 222, "aarch64": 107}[os.uname().machine]


def sse(y, t):
    event = struct.pack("=QiiI44x", 0, 0, 0, os.getpid())
    if libc.syscall(TIMER_CREATE, 1, event, ctypes.byref(ctypes.c_int())) == 0:
        return "BREACH: made a timer"
    return np.sum((y - t) ** 2)


def mse(y, t):
    return np.mean((y - t) ** 2)
