"""Raises an error whose message is a text of a class of its own, which lies about its length and its slices."""

import numpy as np


class Text(str):
    def __getitem__(self, index):
        return "BREACH: a method of a message was called"

    def __len__(self):
        return -1

    def encode(self, *arguments):
        return b"BREACH: a method of a message was called"


class Error(Exception):
    def __str__(self):
        return Text("\x1b[2J" * 100_000)


def sse(y, t):
    raise Error


def mse(y, t):
    return np.mean((y - t) ** 2)
