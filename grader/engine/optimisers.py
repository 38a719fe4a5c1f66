"""How learning changes weights and biases: gradient descent (勾配降下法) and Adam."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from grader.engine.arrays import Array, as_array, same_shape
from grader.engine.derivatives import backprop

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

BETA1: Final = 0.9
BETA2: Final = 0.999
EPSILON: Final = 1e-8


def gd_step(w: ArrayLike, grad: ArrayLike, lr: float) -> Array:
    """One step of gradient descent, w ← w − α ∂L/∂w; slide 「勾配降下法」. With a mini-batch's gradient it is SGD.

    Args:
        w: weights or biases, of any shape.
        grad: ∂L/∂w, of the same shape.
        lr: the learning rate α (学習率).

    Raises:
        ValueError: w and grad differ in shape.
    """
    w, grad = same_shape(w=w, grad=grad)
    return as_array(w - lr * grad)


def train_step(x: ArrayLike, t: ArrayLike, w: ArrayLike, b: ArrayLike, lr: float) -> tuple[Array, Array]:
    """One step of training, w ← w − α ∂L/∂w and b ← b − α ∂L/∂b, all 17 gradients taken at the old w and b.

    Source: slides 「勾配降下法」 and 「誤差逆伝播法」.

    Args:
        x: inputs, (N, 2).
        t: targets, (N,).
        w: weights w1…w12, (12,).
        b: biases b1…b5, (5,).
        lr: the learning rate α.

    Returns:
        The new w (12,) and b (5,).

    Raises:
        ValueError: an argument has another shape.
    """
    dw, db = backprop(x, t, w, b)
    return gd_step(w, dw, lr), gd_step(b, db, lr)


def adam_step(
    w: ArrayLike, grad: ArrayLike, m: ArrayLike, v: ArrayLike, step: int, lr: float
) -> tuple[Array, Array, Array]:
    """One step of Adam; Kingma & Ba 2015 (arXiv:1412.6980), Algorithm 1, with β1 = 0.9, β2 = 0.999, ε = 1e-8.

    With g the gradient and k the step::

        m ← β1 m + (1 − β1) g           m̂ = m / (1 − β1^k)
        v ← β2 v + (1 − β2) g²          v̂ = v / (1 − β2^k)
        w ← w − α m̂ / (√v̂ + ε)

    ε stands outside the root.

    Args:
        w: weights or biases, of any shape.
        grad: ∂L/∂w, of the same shape.
        m: first moment after the last step, of the same shape; 0 before the first one.
        v: second moment, likewise.
        step: which step this is, counted from 1.
        lr: the learning rate α.

    Returns:
        The new w, and the new m and v without bias correction, as the next step needs them.

    Raises:
        ValueError: the shapes differ, or ``step`` is below 1.
    """
    if step < 1:
        raise ValueError(f"step counts from 1, not {step}")
    w, grad, m, v = same_shape(w=w, grad=grad, m=m, v=v)
    m = as_array(BETA1 * m + (1 - BETA1) * grad)
    v = as_array(BETA2 * v + (1 - BETA2) * grad**2)
    m_hat = m / (1 - BETA1**step)
    v_hat = v / (1 - BETA2**step)
    return as_array(w - lr * m_hat / (np.sqrt(v_hat) + EPSILON)), m, v
