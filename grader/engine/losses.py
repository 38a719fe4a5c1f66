"""How far outputs y are from targets t: the lecture's loss functions (損失関数) and the accuracy (正解率)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from grader.engine.arrays import Array, as_array, same_shape

if TYPE_CHECKING:
    from numpy.typing import ArrayLike


def residual(y: ArrayLike, t: ArrayLike) -> Array:
    """y_i − t_i, the term inside the squares. The lecture's table lists t − y (正解 − 出力).

    Args:
        y: outputs, of any shape.
        t: targets, of the same shape.

    Raises:
        ValueError: y and t differ in shape.
    """
    y, t = same_shape(y=y, t=t)
    return as_array(y - t)


def sse(y: ArrayLike, t: ArrayLike) -> float:
    """残差平方和 (sum of squared errors), L = Σ (y_i − t_i)²; slide 「残差平方和」.

    Args:
        y: outputs, of any shape.
        t: targets, of the same shape.

    Raises:
        ValueError: y and t differ in shape.
    """
    return float(np.sum(residual(y, t) ** 2))


def mse(y: ArrayLike, t: ArrayLike) -> float:
    """二乗和誤差 as the lecture writes it (mean squared error), L = (1/N) Σ (y_i − t_i)²; slide 「色んな損失関数」.

    Args:
        y: outputs, of any shape; N is the number of elements.
        t: targets, of the same shape.

    Raises:
        ValueError: y and t differ in shape.
    """
    return float(np.mean(residual(y, t) ** 2))


def cross_entropy(y: ArrayLike, t: ArrayLike) -> float:
    """交差エントロピー誤差, L = −Σ t_k log(y_k), natural logarithm; slide 「色んな損失関数」.

    Summed over everything, samples included. A term with t_k = 0 is 0 even where y_k = 0; L is +∞ where t_k > 0 meets
    y_k = 0.

    Args:
        y: probabilities 0…1: a row (K,) or a batch (N, K).
        t: targets of the same shape, one-hot rows.

    Raises:
        ValueError: y and t differ in shape.
    """
    y, t = same_shape(y=y, t=t)
    with np.errstate(divide="ignore"):
        total = np.sum(_weighted(t, np.log(y)))
    return float(0.0 - total)  # a minus sign alone would turn a perfect 0 into −0.0


def binary_cross_entropy(y: ArrayLike, t: ArrayLike) -> float:
    """2値交差エントロピー, L = −(1/N) Σ [t_i log(y_i) + (1 − t_i) log(1 − y_i)]; LECTURE.md, slip 3.

    A logarithm with weight 0 counts as 0, so L is finite at y = t; it is +∞ where y is 0 or 1 and t is not.

    Args:
        y: probabilities 0…1, of any shape; N is the number of elements.
        t: targets 0…1, of the same shape.

    Raises:
        ValueError: y and t differ in shape.
    """
    y, t = same_shape(y=y, t=t)
    with np.errstate(divide="ignore"):
        mean = np.mean(_weighted(t, np.log(y)) + _weighted(1 - t, np.log1p(-y)))
    return float(0.0 - mean)


def accuracy(y: ArrayLike, t: ArrayLike) -> float:
    """正解率, the share of samples whose class is right; an output y ≥ 0.5 means class 1, so 0.5 itself is a 1.

    Source: ``metrics=['accuracy']`` on the slides; the rule at 0.5 is this course's convention.

    Args:
        y: probabilities 0…1, of any shape.
        t: targets 0 or 1, of the same shape.

    Raises:
        ValueError: y and t differ in shape.
    """
    y, t = same_shape(y=y, t=t)
    return float(np.mean((y >= 0.5) == t))  # noqa: PLR2004


def _weighted(weight: Array, log: Array) -> Array:
    """Weight · log with the limit 0 · log 0 = 0."""
    return as_array(weight * np.where((weight == 0) & np.isneginf(log), 0.0, log))
