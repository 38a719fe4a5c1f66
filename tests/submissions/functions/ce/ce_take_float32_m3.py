import numpy as np
from numpy.typing import NDArray


def _pick_true_class(probs: NDArray, onehot: NDArray) -> NDArray:
    """Return the probability given to the correct class, shape (N, 1)."""
    idx = np.expand_dims(np.argmax(onehot, axis=1), axis=1)
    return np.take_along_axis(probs, idx, axis=1)


def cross_entropy(y: NDArray, t: NDArray, *, dtype=np.float32) -> NDArray:
    """
    Compute the total cross entropy of a batch.

    Args:
        y: predicted probabilities, shape (N, K)
        t: one-hot targets, shape (N, K)
        dtype: floating point type used in the computation

    Returns:
        The sum of the losses of all samples.
    """
    assert y.shape == t.shape, "shape mismatch"
    p = _pick_true_class(y.astype(dtype), t)
    return np.negative(np.log(p)).sum(axis=0)
