"""Derivatives of the loss: exact by backpropagation (誤差逆伝播法), approximate by finite differences (数値微分)."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from grader.engine.arrays import Array, as_array
from grader.engine.losses import residual
from grader.engine.network import trace

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import ArrayLike


class BackpropTrace(NamedTuple):
    """Every value of the backward pass, from the output back to the input side.

    Attributes:
        dL_dy: ∂L/∂y, (N,).
        dy_dmu5: ∂y/∂μ5, (N,).
        delta5: δ5 = ∂L/∂μ5, (N,).
        dh: ∂L/∂h1…∂L/∂h4, (N, 4).
        mask: relu′(μ), 1.0 where μ > 0 and 0.0 elsewhere, (N, 4).
        delta: δ1…δ4 = ∂L/∂μ1…∂L/∂μ4, (N, 4).
        dw: ∂L/∂w1…∂L/∂w12, (12,).
        db: ∂L/∂b1…∂L/∂b5, (5,).
    """

    dL_dy: Array  # noqa: N815
    dy_dmu5: Array
    delta5: Array
    dh: Array
    mask: Array
    delta: Array
    dw: Array
    db: Array


def backprop_trace(x: ArrayLike, t: ArrayLike, w: ArrayLike, b: ArrayLike) -> BackpropTrace:
    """Backpropagation for L = (1/N) Σ (y_i − t_i)² with everything on the way; slide 「誤差逆伝播法」.

    With the sums running over the N samples::

        ∂L/∂y   = (2/N) (y − t)         ∂y/∂μ5  = y (1 − y)        δ5 = ∂L/∂y · ∂y/∂μ5
        ∂L/∂w_{8+j} = Σ δ5 h_j          ∂L/∂b5  = Σ δ5
        ∂L/∂h_j = δ5 w_{8+j}            δ_j     = ∂L/∂h_j · relu′(μ_j)     (relu′(0) = 0)
        ∂L/∂w_{2j−1} = Σ δ_j x1         ∂L/∂w_{2j} = Σ δ_j x2      ∂L/∂b_j = Σ δ_j

    Args:
        x: inputs, (N, 2).
        t: targets, (N,).
        w: weights w1…w12, (12,).
        b: biases b1…b5, (5,).

    Raises:
        ValueError: an argument has another shape.
    """
    x, w = as_array(x), as_array(w)
    mu, h, _, y = trace(x, w, b)
    dL_dy = 2 * residual(y, t) / len(y)
    dy_dmu5 = y * (1 - y)
    delta5 = dL_dy * dy_dmu5
    dh = np.outer(delta5, w[8:])
    mask = as_array(mu > 0)
    delta = dh * mask
    return BackpropTrace(
        dL_dy,
        dy_dmu5,
        delta5,
        dh,
        mask,
        delta,
        dw=np.concatenate([(delta.T @ x).ravel(), delta5 @ h]),
        db=np.append(delta.sum(axis=0), delta5.sum()),
    )


def backprop(x: ArrayLike, t: ArrayLike, w: ArrayLike, b: ArrayLike) -> tuple[Array, Array]:
    """∂L/∂w (12,) and ∂L/∂b (5,); arguments, formulas and errors as in :func:`backprop_trace`."""
    gradient = backprop_trace(x, t, w, b)
    return gradient.dw, gradient.db


def numerical_gradient(f: Callable[[Array], float], x: ArrayLike, h: float = 1e-4) -> Array:
    """数値微分 by central differences, ∂f/∂x_i ≈ (f(x + h e_i) − f(x − h e_i)) / (2h); error of order h².

    Source: the lecture's "how y changes when x moves a little"; textbooks for the central form and h = 1e-4.

    Args:
        f: takes an array of x's shape and returns a number; each call gets a fresh array, so it may write into it.
        x: the point, of any shape.
        h: how far each element is moved either way.

    Returns:
        The gradient, of x's shape.
    """
    x = as_array(x)
    gradient = np.empty_like(x)
    for index in np.ndindex(x.shape):
        step = np.zeros_like(x)
        step[index] = h
        gradient[index] = (f(x + step) - f(x - step)) / (2 * h)
    return gradient
