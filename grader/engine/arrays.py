"""What every formula of the engine does with its arguments first: float64, and no silent broadcasting."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[np.float64]


def as_array(value: ArrayLike) -> Array:
    """``value`` in float64; the caller's own array where it is one already, so nobody may write into it."""
    return np.asarray(value, dtype=np.float64)


def shaped(name: str, value: ArrayLike, shape: tuple[int | None, ...]) -> Array:
    """``value`` in float64, of this very shape; ``None`` stands for N.

    Raises:
        ValueError: the shape is another.
    """
    array = as_array(value)
    if array.ndim != len(shape) or any(want not in (None, have) for want, have in zip(shape, array.shape, strict=True)):
        wanted = str(tuple("N" if want is None else want for want in shape)).replace("'", "")
        raise ValueError(f"{name} must have shape {wanted}, not {array.shape}")
    return array


def same_shape(**values: ArrayLike) -> list[Array]:
    """The values in float64, all of one shape: (N, 1) beside (N,) would broadcast to (N, N) and give a wrong number.

    Raises:
        ValueError: the shapes differ.
    """
    arrays = {name: as_array(value) for name, value in values.items()}
    if len({array.shape for array in arrays.values()}) > 1:
        shapes = ", ".join(f"{name} {array.shape}" for name, array in arrays.items())
        raise ValueError(f"shapes must be equal: {shapes}")
    return list(arrays.values())
