"""Reads a secret by other names of the same file."""

import numpy as np

SECRET = "tmp/nn-grader-canary/secret.txt"
WAYS = ("/proc/self/root/", "/proc/self/cwd/", "/proc/1/root/", "/proc/thread-self/root/", "//", "../" * 20, "/tmp/../")


def sse(y, t):
    for way in WAYS:
        try:
            with open(way + SECRET) as file:
                return "BREACH: read " + file.read()
        except OSError:
            pass
    return np.sum((y - t) ** 2)


def mse(y, t):
    return np.mean((y - t) ** 2)
