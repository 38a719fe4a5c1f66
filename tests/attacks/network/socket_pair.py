"""Makes a pair of sockets, through which open files could be handed on."""

import socket

import numpy as np


def sse(y, t):
    socket.socketpair()
    return "BREACH: has a pair of sockets"


def mse(y, t):
    return np.mean((y - t) ** 2)
