import numpy as np

def mse(y: np.ndarray, t: np.ndarray) -> float:
    sa = np.subtract.outer(y, t)
    return np.mean(np.power(sa, 2))
