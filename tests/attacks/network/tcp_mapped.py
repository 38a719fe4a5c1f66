"""Connects to a port of its own machine by an address of IPv6."""

import socket

import numpy as np


def sse(y, t):
    with socket.create_connection(("::ffff:127.0.0.1", 45671), 1) as connection:
        return "BREACH: " + connection.recv(100).decode()


def mse(y, t):
    return np.mean((y - t) ** 2)
