"""Sends half a frame byte by byte, and sleeps in between for less time than anybody looks at."""

import os
import struct
import time

import numpy as np


def sse(y, t):
    os.write(3, struct.pack("<II", 10_000, 0))
    while True:
        os.write(3, b" ")
        time.sleep(0.03)


def mse(y, t):
    return np.mean((y - t) ** 2)
