"""Sends hundreds of descriptors along with its bytes, to fill the supervisor's table."""

import array
import socket

import numpy as np


def sse(y, t):
    connection = socket.socket(fileno=3)
    descriptors = array.array("i", [3] * 200)
    for _ in range(20):
        connection.sendmsg([b"x"], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, descriptors)])
    while True:
        pass


def mse(y, t):
    return np.mean((y - t) ** 2)
