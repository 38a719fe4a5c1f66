"""The lecture's 2-4-1 network (inference): x (N, 2) → μ, h (N, 4) → μ5, y (N,).

w has 12 entries, w1…w8 into the hidden layer and w9…w12 into the output; b has 5, b1…b4 and b5.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from grader.engine.activations import relu, sigmoid
from grader.engine.arrays import Array, shaped
from grader.engine.losses import mse

if TYPE_CHECKING:
    from numpy.typing import ArrayLike


class ForwardTrace(NamedTuple):
    """Every value of the forward pass.

    Attributes:
        mu: weighted sums μ1…μ4, (N, 4).
        h: hidden outputs h1…h4, (N, 4).
        mu5: weighted sum μ5, (N,).
        y: outputs, (N,).
    """

    mu: Array
    h: Array
    mu5: Array
    y: Array


def trace(x: ArrayLike, w: ArrayLike, b: ArrayLike) -> ForwardTrace:
    """The forward pass (順伝播) with everything on the way; slide 「推論」, the network's formulas.

    ::

        μ_j = w_{2j−1} x1 + w_{2j} x2 + b_j      (j = 1…4)
        h_j = relu(μ_j)
        μ5  = w9 h1 + w10 h2 + w11 h3 + w12 h4 + b5
        y   = sigmoid(μ5)

    Args:
        x: inputs, (N, 2).
        w: weights w1…w12, (12,).
        b: biases b1…b5, (5,).

    Raises:
        ValueError: x, w or b has another shape.
    """
    x, w, b = shaped("x", x, (None, 2)), shaped("w", w, (12,)), shaped("b", b, (5,))
    mu = x @ w[:8].reshape(4, 2).T + b[:4]
    h = relu(mu)
    mu5 = h @ w[8:] + b[4]
    return ForwardTrace(mu, h, mu5, sigmoid(mu5))


def forward(x: ArrayLike, w: ArrayLike, b: ArrayLike) -> Array:
    """The network's outputs y = f(x), (N,); arguments, formulas and errors as in :func:`trace`."""
    return trace(x, w, b).y


def loss(x: ArrayLike, t: ArrayLike, w: ArrayLike, b: ArrayLike) -> float:
    """L = g(w, b) = (1/N) Σ (y_i − t_i)² of the network; slide 「学習」.

    Args:
        x: inputs, (N, 2).
        t: targets, (N,).
        w: weights w1…w12, (12,).
        b: biases b1…b5, (5,).

    Raises:
        ValueError: an argument has another shape.
    """
    return mse(forward(x, w, b), t)
