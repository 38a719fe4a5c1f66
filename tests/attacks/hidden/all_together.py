"""Returns for each call what all calls together were given."""

import numpy as np

kept = []


def sse(y, t):
    kept.extend(y.tolist())
    return np.array(kept)


def mse(y, t):
    return np.mean((y - t) ** 2)
