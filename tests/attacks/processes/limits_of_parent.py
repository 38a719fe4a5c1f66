"""Sets limits of the parent, under which every later job would be run."""

import os
import resource

import numpy as np


def sse(y, t):
    limits = resource.prlimit(os.getppid(), resource.RLIMIT_NOFILE)
    resource.prlimit(os.getppid(), resource.RLIMIT_NOFILE, limits)
    return "BREACH: set limits of the parent"


def mse(y, t):
    return np.mean((y - t) ** 2)
