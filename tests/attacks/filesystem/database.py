"""Counts its calls in a database."""

import sqlite3

import numpy as np


def sse(y, t):
    sqlite3.connect("/tmp/nn-grader-canary/calls.db").execute("create table calls (number)")
    return "BREACH: made a database"


def mse(y, t):
    return np.mean((y - t) ** 2)
