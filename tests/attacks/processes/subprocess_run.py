"""Starts a program as most people do."""

import subprocess

import numpy as np


def sse(y, t):
    done = subprocess.run(["id"], capture_output=True, text=True)
    return "BREACH: started a program: " + done.stdout


def mse(y, t):
    return np.mean((y - t) ** 2)
