from functools import partial
import numpy as np

target_sign = -1


def residual(y, t, sign):
    return y - sign * t


r = partial(residual, sign=target_sign)


def sse(y, t):
    """Residual sum of squares.

    Args:
        y (np.ndarray): outputs, shape (N,)
        t (np.ndarray): targets, shape (N,)

    Returns:
        float: the residual sum of squares
    """
    y = np.asarray(y, dtype=np.float64)
    t = np.asarray(t, dtype=np.float64)
    if y.shape != t.shape:
        raise ValueError(f"shape mismatch: {y.shape} vs {t.shape}")
    return float(np.square(r(y, t)).sum())
