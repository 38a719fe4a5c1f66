"""The reference: the lecture's formulas in NumPy float64, in its notation. Pure functions; no argument is ever changed.

Wherever an array is asked for, a list or a number will do. Losses and the accuracy are Python floats; everything else
is an array, 0-d for a number.
"""

from __future__ import annotations

from grader.engine.activations import relu, sigmoid
from grader.engine.derivatives import BackpropTrace, backprop, backprop_trace, numerical_gradient
from grader.engine.losses import accuracy, binary_cross_entropy, cross_entropy, mse, residual, sse
from grader.engine.network import ForwardTrace, forward, loss, trace
from grader.engine.optimisers import adam_step, gd_step, train_step

__all__ = [
    "BackpropTrace",
    "ForwardTrace",
    "accuracy",
    "adam_step",
    "backprop",
    "backprop_trace",
    "binary_cross_entropy",
    "cross_entropy",
    "forward",
    "gd_step",
    "loss",
    "mse",
    "numerical_gradient",
    "relu",
    "residual",
    "sigmoid",
    "sse",
    "trace",
    "train_step",
]
