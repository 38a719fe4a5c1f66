"""Reports once more that the cells were run, with errors and functions that are not there."""

import json
import os
import struct

import numpy as np


def sse(y, t):
    body = json.dumps({"t": "ran", "broken": [], "functions": ["BREACH"] * 3, "variables": []}).encode()
    os.write(3, struct.pack("<II", len(body), 0) + body)
    while True:
        pass


def mse(y, t):
    return np.mean((y - t) ** 2)
