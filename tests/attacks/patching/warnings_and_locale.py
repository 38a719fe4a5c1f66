"""Turns warnings into errors, changes locale, decimal context and hash of text."""

import decimal
import locale
import os
import sys
import warnings

import numpy as np

warnings.simplefilter("error")
decimal.getcontext().prec = 1
os.environ.update(LC_ALL="ja_JP.eucJP", PYTHONHASHSEED="1", OPENBLAS_NUM_THREADS="64", TZ="Asia/Tokyo")
sys.float_repr_style = "legacy"
sys.set_int_max_str_digits(640)
try:
    locale.setlocale(locale.LC_ALL, "")
except locale.Error:
    pass


def sse(y, t):
    return np.sum((y - t) ** 2)


def mse(y, t):
    return np.mean((y - t) ** 2)
