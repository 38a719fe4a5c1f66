"""Installs an audit hook, which cannot be taken away, that forbids everything."""

import sys

import numpy as np


def hook(event, arguments):
    raise RuntimeError(event)


def sse(y, t):
    sys.addaudithook(hook)
    return np.sum((y - t) ** 2)


def mse(y, t):
    return np.mean((y - t) ** 2)
