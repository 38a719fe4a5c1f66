"""Sends an array with fewer bytes than its shape needs."""

import os
import struct

import numpy as np


def sse(y, t):
    body = (
        b'{"t":"answer","ask":0,"status":"done","results":[{"t":"returned","changed":[],"printed":false,'
        b'"value":{"t":"array","dtype":"<f8","shape":[1000]}}]}'
    )
    os.write(3, struct.pack("<II", len(body), 8) + body + bytes(8))
    while True:
        pass


def mse(y, t):
    return np.mean((y - t) ** 2)
