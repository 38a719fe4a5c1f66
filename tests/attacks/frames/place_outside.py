"""Reports an error in a cell and a line that do not exist."""

import json
import os
import struct

import numpy as np


def sse(y, t):
    result = {"t": "raised", "type": "ValueError", "message": "", "cell": 2**31 - 1, "line": 2**31 - 1, "refused": ""}
    body = json.dumps({"t": "answer", "ask": 0, "status": "memory", "results": [result]}).encode()
    os.write(3, struct.pack("<II", len(body), 0) + body)
    while True:
        pass


def mse(y, t):
    return np.mean((y - t) ** 2)
