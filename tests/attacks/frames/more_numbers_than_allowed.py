"""Sends a list of as many numbers as fit into a frame, far more than the encoder lets out."""

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
    numbers = {"t": "list", "items": [{"t": "list", "items": [0] * 9999}] * 3}
    results = [{"t": "returned", "value": numbers, "changed": [], "printed": False}] * min(count, 1)
    results += [{"t": "returned", "value": 0, "changed": [], "printed": False}] * (count - 1)
    body = json.dumps({"t": "answer", "ask": 0, "status": "done", "results": results}).encode()
    os.write(3, struct.pack("<II", len(body), 0) + body)
    os._exit(0)


def mse(y, t):
    return np.mean((y - t) ** 2)
