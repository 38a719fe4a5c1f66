# GPU に合わせて float32 で計算します。
import numpy as np

f = np.float32


def sse(y, t):
    d = y.astype(f) - t.astype(f)
    return np.sum(d * d)


def mse(y, t):
    y = np.array(y, dtype=f)
    t = np.array(t, dtype=f)
    return np.mean(np.square(y - t))


def cross_entropy(y, t):
    return -np.sum(t.astype(f) * np.log(y.astype(f)))


def binary_cross_entropy(y, t):
    y, t = f(y), f(t)
    # 表示しやすいように Python の数にする
    return float(-np.mean(t * np.log(y) + (f(1) - t) * np.log(f(1) - y)))


def gd_step(w, grad, lr):
    return w.astype(f) - f(lr) * grad.astype(f)


def forward(x, w, b):
    x, w, b = x.astype(f), w.astype(f), b.astype(f)
    h = np.maximum(x @ w[:8].reshape(4, 2).T + b[:4], 0)
    return 1 / (1 + np.exp(-(h @ w[8:] + b[4])))


def backprop(x, t, w, b):
    x, t, w, b = (a.astype(f) for a in (x, t, w, b))
    h = np.maximum(x @ w[:8].reshape(4, 2).T + b[:4], 0)
    y = 1 / (1 + np.exp(-(h @ w[8:] + b[4])))
    d5 = 2 * (y - t) / f(len(t)) * y * (1 - y)
    d = np.outer(d5, w[8:]) * (h > 0)
    # 結果を入れる配列は普通の (float64 の) 配列
    dw = np.zeros(12)
    db = np.zeros(5)
    dw[:8] = (d.T @ x).ravel()
    dw[8:] = d5 @ h
    db[:4] = d.sum(axis=0)
    db[4] = d5.sum()
    return dw, db
