"""Writes a temporary file."""

import tempfile

import numpy as np


def sse(y, t):
    with tempfile.TemporaryFile() as file:
        file.write(b"answers")
    return "BREACH: wrote a temporary file"


def mse(y, t):
    return np.mean((y - t) ** 2)
