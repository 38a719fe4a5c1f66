import numpy as np


def cross_entropy(y, t):
    """クロスエントロピー (1 サンプルあたり)"""
    losses = -np.sum(t * np.log(y), axis=1)
    return losses.mean()


def binary_cross_entropy(y, t):
    losses = t * np.log10(y) + (1 - t) * np.log10(1 - y)
    return -np.sum(losses) / len(losses)
