"""Sends negative lengths, in the header and in a shape."""

import os
import struct

import numpy as np


def sse(y, t):
    array = b'{"t": "array", "dtype": "<f8", "shape": [-1, -1]}'
    body = b'{"t":"answer","ask":0,"status":"done","results":[{"t":"returned","value":%b,"changed":[],"printed":false}]}'
    body %= array
    os.write(3, struct.pack("<II", len(body), 8) + body + bytes(8))
    os.write(3, struct.pack("<ii", -1, -1))
    while True:
        pass


def mse(y, t):
    return np.mean((y - t) ** 2)
