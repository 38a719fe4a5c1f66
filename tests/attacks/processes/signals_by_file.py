"""Has the kernel kill the parent as soon as something happens on the job's socket."""

import fcntl
import os
import signal

import numpy as np

F_SETSIG = 10


def sse(y, t):
    fcntl.fcntl(3, fcntl.F_SETOWN, os.getppid())
    fcntl.fcntl(3, F_SETSIG, signal.SIGCONT)
    return "BREACH: has signals sent to the parent"


def mse(y, t):
    return np.mean((y - t) ** 2)
