"""Opens sockets that see all packets, and those that talk to the kernel."""

import socket

import numpy as np


def sse(y, t):
    refusal = None
    for family, kind, protocol in (
        (socket.AF_PACKET, socket.SOCK_RAW, 3),
        (socket.AF_NETLINK, socket.SOCK_RAW, 0),
        (socket.AF_INET, socket.SOCK_RAW, 1),
        (socket.AF_ALG, socket.SOCK_SEQPACKET, 0),
        (socket.AF_VSOCK, socket.SOCK_STREAM, 0),
    ):
        try:
            with socket.socket(family, kind, protocol):
                return f"BREACH: a socket of family {family}"
        except OSError as error:
            refusal = error
    raise refusal


def mse(y, t):
    return np.mean((y - t) ** 2)
