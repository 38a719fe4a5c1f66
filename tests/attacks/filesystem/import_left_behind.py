"""Leaves a module where later submissions import it."""

from pathlib import Path

import numpy as np


def sse(y, t):
    Path(np.__file__).with_name("sitecustomize.py").write_text("")
    return "BREACH: left a module"


def mse(y, t):
    return np.mean((y - t) ** 2)
