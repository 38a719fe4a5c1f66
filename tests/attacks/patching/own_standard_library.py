"""Writes modules that are called like those of the standard library and of the harness, and makes them be imported."""

import sys

import numpy as np

get_ipython().run_cell_magic("writefile", "json.py", "dumps = loads = lambda *_: 'BREACH: own json'\n")
get_ipython().run_cell_magic("writefile", "traceback.py", "def __getattr__(name):\n    return lambda *_: 'BREACH: own traceback'\n")
get_ipython().run_cell_magic("writefile", "numpy.py", "raise SystemExit('BREACH: own numpy')\n")
for name in ("json", "traceback", "fractions", "decimal"):
    sys.modules.pop(name, None)
import json
import traceback


def sse(y, t):
    for name in ("json", "traceback"):
        sys.modules.pop(name, None)
    return np.sum((y - t) ** 2)


def mse(y, t):
    return np.mean((y - t) ** 2)
