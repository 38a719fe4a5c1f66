from functools import partial, reduce
from operator import add

import numpy as np

sse = lambda y, t: reduce(add, map(lambda p: (p[0] - p[1]) ** 2, zip(y, t)))
mse = lambda y, t: sse(y, t) / y.size
log = np.log
cross_entropy = lambda y, t, axis=None: -np.sum(t * log(y), axis=axis)


def _bce(eps, y, t):
    return -(t @ log(y + eps) + (1 - t) @ log(1 - y + eps)) / y.shape[0]


binary_cross_entropy = partial(_bce, 0)


def gd_step(w, grad, lr=0.1, *, momentum=0.0, velocity=0.0):
    velocity = momentum * velocity - lr * grad
    return w + velocity


@np.vectorize
def sigmoid(z):
    return 1 / (1 + np.e**-z) if z >= 0 else np.exp(z) / (1 + np.exp(z))


@np.vectorize
def relu(z):
    return z if z > 0 else 0.0


class Forward:
    def __call__(self, x, w, b):
        mu = np.c_[x, np.ones(len(x))] @ np.c_[w[:8].reshape(4, 2), b[:4]].T
        self.h = relu(mu)
        return sigmoid(self.h @ w[8:] + b[4])


forward = Forward()


def backprop(*args, **kwargs):
    x, t, w, b = args
    y = forward(x, w, b)
    h = forward.h
    back = {}
    back["y"] = 2 * (y - t) / len(t)
    back["mu5"] = back["y"] * y * (1 - y)
    back["h"] = back["mu5"][:, np.newaxis] * w[np.newaxis, 8:]
    back["mu"] = np.where(h == 0, 0, back["h"])
    return (
        np.r_[np.tensordot(back["mu"], x, axes=(0, 0)).ravel(), h.T @ back["mu5"]],
        np.r_[back["mu"].sum(0), back["mu5"].sum()],
    )
