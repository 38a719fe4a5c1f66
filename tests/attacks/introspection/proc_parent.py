"""Reads environment, command line, memory map and descriptors of the process that forked it."""

import os

import numpy as np


def sse(y, t):
    refusal = PermissionError("nothing of the parent can be seen")
    for name in ("environ", "maps", "mem", "cmdline", "fd", "cwd", "root", "stat"):
        path = f"/proc/{os.getppid()}/{name}"
        try:
            seen = os.listdir(path) if name == "fd" else os.readlink(path) if name in ("cwd", "root") else open(path).name
            return f"BREACH: {path} gives {seen}"
        except OSError as error:
            refusal = error
    raise refusal


def mse(y, t):
    return np.mean((y - t) ** 2)
