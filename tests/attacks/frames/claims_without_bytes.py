"""Sends an array of no bytes whose shape would take all memory."""

import os
import struct

import numpy as np


def sse(y, t):
    body = (
        b'{"t":"answer","ask":0,"status":"done","results":[{"t":"returned","changed":[],"printed":false,'
        b'"value":{"t":"array","dtype":"<f8","shape":[2147483647,2147483647,0]}}]}'
    )
    os.write(3, struct.pack("<II", len(body), 0) + body)
    while True:
        pass


def mse(y, t):
    return np.mean((y - t) ** 2)
