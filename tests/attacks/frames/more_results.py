"""Sends more results than there were calls."""

import json
import os
import struct

import numpy as np


def sse(y, t):
    result = {"t": "returned", "value": 0.0, "changed": [], "printed": False}
    body = json.dumps({"t": "answer", "ask": 0, "status": "done", "results": [result] * 500}).encode()
    os.write(3, struct.pack("<II", len(body), 0) + body)
    while True:
        pass


def mse(y, t):
    return np.mean((y - t) ** 2)
