"""Starts one process with multiprocessing."""

import multiprocessing

import numpy as np


def sse(y, t):
    process = multiprocessing.get_context("fork").Process(target=print)
    process.start()
    process.join()
    return "BREACH: started a process"


def mse(y, t):
    return np.mean((y - t) ** 2)
