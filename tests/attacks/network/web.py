"""Fetches a page."""

import urllib.request

import numpy as np


def sse(y, t):
    with urllib.request.urlopen("http://127.0.0.1:45671/", timeout=1) as page:
        return "BREACH: " + page.read(100).decode()


def mse(y, t):
    return np.mean((y - t) ** 2)
