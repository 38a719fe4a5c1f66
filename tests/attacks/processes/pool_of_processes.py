"""Squares the residuals in a pool of processes."""

import multiprocessing

import numpy as np


def square(value):
    return value**2


def sse(y, t):
    with multiprocessing.get_context("fork").Pool(2) as pool:
        return "BREACH: pool gave " + str(sum(pool.map(square, y - t)))


def mse(y, t):
    return np.mean((y - t) ** 2)
