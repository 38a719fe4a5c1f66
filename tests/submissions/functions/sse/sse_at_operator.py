import numpy as np

def sse(y: np.ndarray, t: np.ndarray) -> float:
    r: np.ndarray = y - t
    return float(r @ r)
