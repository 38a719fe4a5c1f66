"""Changes what it sees as the file system."""

import ctypes

import numpy as np

libc = ctypes.CDLL(None)


def sse(y, t):
    if libc.chroot(b"/") == 0:
        return "BREACH: changed the root"
    if libc.mount(b"none", b"/", b"tmpfs", 0, None) == 0:
        return "BREACH: mounted"
    if libc.umount2(b"/", 2) == 0:
        return "BREACH: unmounted"
    return np.sum((y - t) ** 2)


def mse(y, t):
    return np.mean((y - t) ** 2)
