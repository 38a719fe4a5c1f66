"""Looks through all objects of the process for the answer to the call it is in, and for words of the grader."""

import gc

import numpy as np

WORDS = {"expected", "scale", "slack", "mistakes", "visible", "verdict", "points", "max_points", "answer_key"}
told = False


def known(value):
    if type(value) is float:
        return [np.float64(value)]
    numeric = isinstance(value, (np.ndarray, np.float64)) and value.dtype.kind == "f" and value.size == 1
    return [value] if numeric else []


def sse(y, t):
    global told
    if not told:
        told = True
        value = float(np.sum((y - t) ** 2))
        gc.unfreeze()
        for found in gc.get_objects():
            if type(found) is dict and found is not globals():
                inside, words = [*found.values()], WORDS & {key for key in found if type(key) is str}
                if len(words) > 1:
                    raise RuntimeError(f"BREACH: {words} are words of a key")
            elif type(found) in (list, tuple, set):
                inside = [*found]
            else:
                inside = [found]
            for each in inside:
                for number in known(each):
                    if abs(number.item() - value) < 1e-9:
                        raise RuntimeError("BREACH: the answer is in the process")
    return np.sum((y - t) ** 2)


def mse(y, t):
    return np.mean((y - t) ** 2)
