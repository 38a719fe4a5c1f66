"""Changes how it and its parent are scheduled."""

import ctypes
import os

import numpy as np

libc = ctypes.CDLL(None)
IOPRIO_SET = {"x86_64": 251, "aarch64": 30}[os.uname().machine]
BATCH = 3


def sse(y, t):
    for pid in (0, os.getppid()):
        if libc.sched_setscheduler(pid, BATCH, ctypes.byref(ctypes.c_int(0))) == 0:
            return "BREACH: chose the scheduler"
        if libc.syscall(IOPRIO_SET, 1, pid, 3 << 13) == 0:
            return "BREACH: set the priority of input and output"
    return np.sum((y - t) ** 2)


def mse(y, t):
    return np.mean((y - t) ** 2)
