"""Sends bytes that are no text inside a message."""

import os
import struct

import numpy as np


def sse(y, t):
    body = b'{"t":"answer","ask":0,"status":"\xff\xfe\xed\xa0\x80","results":[]}'
    os.write(3, struct.pack("<II", len(body), 0) + body)
    while True:
        pass


def mse(y, t):
    return np.mean((y - t) ** 2)
