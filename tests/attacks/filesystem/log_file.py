"""Logs to a file."""

import logging

import numpy as np


def sse(y, t):
    logging.FileHandler("/tmp/nn-grader-canary/calls.log")
    return "BREACH: logs to a file"


def mse(y, t):
    return np.mean((y - t) ** 2)
