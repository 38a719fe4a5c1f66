"""Sends half a frame and sleeps."""

import os
import struct
import time

import numpy as np


def sse(y, t):
    os.write(3, struct.pack("<II", 1000, 0) + b'{"t": "answer"')
    while True:
        time.sleep(1)


def mse(y, t):
    return np.mean((y - t) ** 2)
