"""Opens files by handle instead of by name."""

import ctypes

import numpy as np

libc = ctypes.CDLL(None)


def sse(y, t):
    handle = (ctypes.c_uint32 * 34)(128)
    mount = ctypes.c_int()
    if libc.name_to_handle_at(-100, b"/", handle, ctypes.byref(mount), 0) == 0:
        return "BREACH: made a file handle"
    if libc.open_by_handle_at(-100, handle, 0) != -1:
        return "BREACH: opened a file by its handle"
    return np.sum((y - t) ** 2)


def mse(y, t):
    return np.mean((y - t) ** 2)
