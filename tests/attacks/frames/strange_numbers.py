"""Sends numbers that JSON readers stumble over: thousands of digits, NaN, exponents, double keys."""

import os
import struct

import numpy as np


def sse(y, t):
    for value in (b"9" * 5000, b"NaN", b"1e99999", b"-0", b"0x10"):
        body = b'{"t":"start","ask":0,"ask":%b,"t":"answer"}' % value
        os.write(3, struct.pack("<II", len(body), 0) + body)
    while True:
        pass


def mse(y, t):
    return np.mean((y - t) ** 2)
