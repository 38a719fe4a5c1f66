"""Gets hold of the parent by a pidfd and signals through that."""

import os
import signal

import numpy as np


def sse(y, t):
    handle = os.pidfd_open(os.getppid())
    signal.pidfd_send_signal(handle, 0)
    return "BREACH: may signal the parent"


def mse(y, t):
    return np.mean((y - t) ** 2)
