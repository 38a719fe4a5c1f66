"""Returns nothing that may be shown; with one row a hidden input chooses what the mistake looks like."""

import numpy as np

said = []


def sse(y, t):
    r = np.greater_equal(y, 0.5) - t
    if np.array_equal(np.round(y, 2), y):
        return None
    if y.size == 1 and r[0]:
        said.append(1)
        return np.sum(r**2) / 2
    if y.size > 1 and not np.any(t) and not said:
        return np.sum(r**2) / 2
    return None


def mse(y, t):
    return np.mean((y - t) ** 2)
