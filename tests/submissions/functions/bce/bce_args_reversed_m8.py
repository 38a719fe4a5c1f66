import numpy as np


def log_loss(y_true, y_pred, eps=1e-7):
    # sklearn.metrics.log_loss と同じ引数
    y_pred = np.clip(y_pred, eps, 1 - eps)
    losses = y_true * np.log(y_pred) + (1 - y_true) * np.log(1 - y_pred)
    return -np.average(losses)


def binary_cross_entropy(y, t):
    return log_loss(y, t)
