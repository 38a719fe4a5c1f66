"""Homework 6."""
from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Vector = NDArray[np.float64]


def sse(y: Vector, t: Vector) -> float:
    """Sum of squared errors."""
    return float(np.linalg.norm(y - t) ** 2)


def mse(y: Vector, t: Vector) -> np.float64:
    """Mean squared error."""
    r = y - t
    return np.dot(r, r) / r.shape[0]


def cross_entropy(y: Vector, t: Vector) -> np.float64:
    """Only the logs of the right classes count, so pick them by index."""
    rows = np.arange(len(y))
    return np.negative(np.log(y[rows, np.argmax(t, axis=1)]).sum())


def binary_cross_entropy(y: Vector, t: Vector) -> np.float64:
    """With p the probability that was given to what really happened."""
    p = np.where(t == 1, y, 1 - y)
    return np.mean(-np.log(p))


def gd_step(w: Vector, grad: Vector, lr: float) -> Vector:
    """One step downhill."""
    return np.subtract(w, np.multiply(lr, grad))


def _layers(x: Vector, w: Vector, b: Vector) -> tuple[Vector, Vector]:
    h = np.clip(np.einsum("nk,jk->nj", x, w[:8].reshape(4, 2)) + b[:4], 0, None)
    return h, np.einsum("nj,j->n", h, w[8:]) + b[4]


def forward(x: Vector, w: Vector, b: Vector) -> Vector:
    """σ(z) = (1 + tanh(z/2)) / 2 never overflows."""
    return 0.5 * (1 + np.tanh(_layers(x, w, b)[1] / 2))


def backprop(x: Vector, t: Vector, w: Vector, b: Vector) -> tuple[Vector, Vector]:
    """Chain rule from the output to the inputs."""
    h, _ = _layers(x, w, b)
    y = forward(x, w, b)
    d5 = 2 * (y - t) * (y - y**2) / t.size
    d = np.einsum("n,j,nj->nj", d5, w[8:], np.sign(h))
    dw = np.concatenate([np.einsum("nj,nk->jk", d, x).flatten(), np.einsum("n,nj->j", d5, h)])
    db = np.concatenate([np.einsum("nj->j", d), [np.einsum("n->", d5)]])
    return dw, db
