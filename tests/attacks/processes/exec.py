"""Becomes another program that answers in its place."""

import os

import numpy as np


def sse(y, t):
    os.execv("/bin/sh", ["sh", "-c", "echo 'BREACH: became a shell' >&3"])


def mse(y, t):
    return np.mean((y - t) ** 2)
