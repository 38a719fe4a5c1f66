"""Sends a datagram to its own machine, with an answer inside."""

import socket

import numpy as np


def sse(y, t):
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as letter:
        return f"BREACH: sent {letter.sendto(y.tobytes(), ('127.0.0.1', 45671))} bytes"


def mse(y, t):
    return np.mean((y - t) ** 2)
