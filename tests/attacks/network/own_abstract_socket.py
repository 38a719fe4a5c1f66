"""Opens an abstract Unix socket by which later jobs could talk to it."""

import socket

import numpy as np


def sse(y, t):
    with socket.socket(socket.AF_UNIX) as door:
        door.bind("\0nn-grader-attack")
        door.listen()
        return "BREACH: an abstract socket was opened"


def mse(y, t):
    return np.mean((y - t) ** 2)
