"""Leaves a file in a folder that everybody may write to."""

from pathlib import Path

import numpy as np


def sse(y, t):
    Path("/tmp/nn-grader-canary/left.txt").write_text("answers")
    return "BREACH: left a file"


def mse(y, t):
    return np.mean((y - t) ** 2)
