"""Uses up the file system's entries with empty files."""

from pathlib import Path

import numpy as np


def sse(y, t):
    for number in range(500):
        Path(f"/tmp/nn-grader-canary/empty-{number}").touch()
    return "BREACH: left 500 files"


def mse(y, t):
    return np.mean((y - t) ** 2)
