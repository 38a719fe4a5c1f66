from __future__ import annotations

from typing import Optional

import numpy as np
from numpy.typing import ArrayLike, NDArray


def gd_step(
    w: ArrayLike,
    grad: ArrayLike,
    lr: float = 0.01,
    *,
    weight_decay: float = 0.0,
    max_norm: Optional[float] = None,
) -> NDArray[np.float64]:
    """Perform a single gradient-descent update.

    Args:
        w: Current weights, shape (2,).
        grad: Gradient of the loss with respect to ``w``, shape (2,).
        lr: Learning rate (must be positive).
        weight_decay: L2 coefficient. Disabled by default.
        max_norm: If given, the gradient is rescaled to at most this norm.

    Returns:
        A new array with the updated weights.
    """
    w = np.asarray(w, dtype=np.float64)
    grad = np.asarray(grad, dtype=np.float64)

    # Validate inputs
    assert w.shape == grad.shape, f"shape mismatch: {w.shape} vs {grad.shape}"
    if lr <= 0:
        raise ValueError("lr must be positive")

    # Optional regularisation
    if weight_decay:
        grad = grad + weight_decay * w

    # Optional clipping
    if max_norm is not None:
        norm = np.linalg.norm(grad)
        if norm > max_norm:
            grad = grad * (max_norm / norm)

    return w - lr * grad


if __name__ == "__main__":
    print(gd_step([0.5, -1.2], [2.0, -0.3], lr=0.1))
