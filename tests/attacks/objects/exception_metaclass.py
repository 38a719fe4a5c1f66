"""Raises an error whose class lies about its name, its bases and its traceback."""

import numpy as np


class Meta(type):
    @property
    def __name__(cls):
        return "BREACH: the metaclass was asked for the name"


class Error(BaseException, metaclass=Meta):
    @property
    def __traceback__(self):
        return "BREACH: the error was asked for its traceback"

    __class__ = SystemExit
    __cause__ = __context__ = property(lambda self: self)


def sse(y, t):
    raise Error("so")


def mse(y, t):
    return np.mean((y - t) ** 2)
