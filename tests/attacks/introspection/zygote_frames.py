"""Looks at the frames of the process that forked it for sockets and processes that still work."""

import os
import socket
import sys

import numpy as np


def sse(y, t):
    frame = sys._getframe(1)
    while frame is not None:
        for value in frame.f_locals.values():
            if isinstance(value, socket.socket) and value.fileno() != 3:
                try:
                    value.send(b"n")
                    raise RuntimeError("BREACH: the zygote's own socket works")
                except OSError:
                    pass
        frame = frame.f_back
    return np.sum((y - t) ** 2)


def mse(y, t):
    return np.mean((y - t) ** 2)
