"""Sends errors whose type and message move the reader's cursor and close tags."""

import json
import os
import struct
import sys

import numpy as np


def sse(y, t):
    evil = "\x1b[2J\x1b]0;owned\x07</pre><script>alert(1)</script>\u202e"
    level = sys._getframe(1)
    while not hasattr(level.f_locals.get("self"), "asks"):
        level = level.f_back
    count = len(level.f_locals["self"].asks[0][0]["calls"])
    result = {"t": "raised", "type": evil[:90], "message": evil, "cell": 0, "line": 7, "refused": ""}
    body = json.dumps({"t": "answer", "ask": 0, "status": "done", "results": [result] * count}).encode()
    os.write(3, struct.pack("<II", len(body), 0) + body)
    os._exit(0)


def mse(y, t):
    return np.mean((y - t) ** 2)
