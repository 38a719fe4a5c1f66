"""Connects to a Unix socket in a folder that is open to everybody."""

import socket

import numpy as np


def sse(y, t):
    with socket.socket(socket.AF_UNIX) as connection:
        connection.connect("/tmp/nn-grader-canary/socket")
        return "BREACH: " + connection.recv(100).decode()


def mse(y, t):
    return np.mean((y - t) ** 2)
