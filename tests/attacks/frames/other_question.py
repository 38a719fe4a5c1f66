"""Answers questions that were not asked."""

import os
import struct

import numpy as np


def sse(y, t):
    for number in (1, 7, 2**31 - 1):
        body = b'{"t":"answer","ask":%d,"status":"missing","results":[]}' % number
        os.write(3, struct.pack("<II", len(body), 0) + body)
    while True:
        pass


def mse(y, t):
    return np.mean((y - t) ** 2)
