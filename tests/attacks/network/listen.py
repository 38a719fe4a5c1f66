"""Opens a port, to be reached from outside."""

import socket

import numpy as np


def sse(y, t):
    with socket.socket() as door:
        door.bind(("0.0.0.0", 0))
        door.listen()
        return "BREACH: listens at a port"


def mse(y, t):
    return np.mean((y - t) ** 2)
