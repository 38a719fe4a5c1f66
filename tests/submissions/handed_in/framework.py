import torch
import torch.nn.functional as F
from scipy.special import expit
import numpy as np


def sse(y, t):
    return np.sum((y - t) ** 2)


def mse(y, t):
    return F.mse_loss(torch.tensor(y), torch.tensor(t)).item()


def forward(x, w, b):
    h = np.maximum(0, x @ w[:8].reshape(4, 2).T + b[:4])
    return expit(h @ w[8:] + b[4])
