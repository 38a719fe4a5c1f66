"""Returns an array whose memory it gave back to the system before."""

import ctypes

import numpy as np

libc = ctypes.CDLL(None)
libc.mmap.restype = ctypes.c_void_p
libc.mmap.argtypes = [ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int, ctypes.c_int, ctypes.c_int, ctypes.c_long]
libc.munmap.argtypes = [ctypes.c_void_p, ctypes.c_size_t]


def sse(y, t):
    address = libc.mmap(None, 4096, 3, 0x22, -1, 0)
    value = np.frombuffer((ctypes.c_char * 4096).from_address(address))
    libc.munmap(address, 4096)
    return value


def mse(y, t):
    return np.mean((y - t) ** 2)
