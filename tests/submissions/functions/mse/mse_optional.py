import numpy as np
def mse(y, t, reduction="mean", eps=1e-12, *, verbose=False):
    e = (y - t) ** 2
    if verbose:
        print(e)
    return e.sum() / e.shape[0] if reduction == "mean" else e
