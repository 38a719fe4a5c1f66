"""Says of every call that an error came from another line, far below the end of its source."""

import json
import os
import struct
import sys

import numpy as np


def sse(y, t):
    level = sys._getframe(1)
    while not hasattr(level.f_locals.get("self"), "asks"):
        level = level.f_back
    count = len(level.f_locals["self"].asks[0][0]["calls"])
    results = [
        {"t": "raised", "type": "E", "message": "", "cell": 0, "line": 499_000 - number, "refused": ""}
        for number in range(count)
    ]
    body = json.dumps({"t": "answer", "ask": 0, "status": "done", "results": results}).encode()
    os.write(3, struct.pack("<II", len(body), 0) + body)
    os._exit(0)


def mse(y, t):
    return np.mean((y - t) ** 2)
