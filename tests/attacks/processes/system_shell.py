"""Starts a shell with os.system, which raises nothing when it fails."""

import os

import numpy as np


def sse(y, t):
    return np.sum((y - t) ** 2) if os.system("true") else "BREACH: started a shell"


def mse(y, t):
    return np.mean((y - t) ** 2)
