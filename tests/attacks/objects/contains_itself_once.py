"""Returns lists, tuples and dicts that contain each other in a ring."""

import numpy as np


def sse(y, t):
    items, named = [], {}
    items.append((named,))
    named["items"] = items
    return items


def mse(y, t):
    return np.mean((y - t) ** 2)
