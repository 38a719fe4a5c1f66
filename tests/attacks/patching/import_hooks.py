"""Takes over all imports that come after it."""

import builtins
import sys

import numpy as np


class Finder:
    def find_spec(self, name, path=None, target=None):
        raise SystemExit(name)


def forbidden(name, *arguments, **options):
    raise SystemExit(name)


sys.meta_path[:] = sys.path_hooks[:] = [Finder()]
sys.path[:] = []


def sse(y, t):
    value = np.sum((y - t) ** 2)
    builtins.__import__ = forbidden
    return value


def mse(y, t):
    return ((y - t) ** 2).sum() / y.size
