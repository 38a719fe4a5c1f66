"""数の問題も Python で計算した。四捨五入はしていない。"""
import numpy as np

# 問2
y = np.array([0.88, 0.52, 0.60, 0.84, 0.39, 0.70])
t = np.array([1, 1, 1, 1, 0, 0])
sse_value = np.sum((y - t) ** 2)

# 問4
y = np.array([0.11, 0.61, 0.05, 0.67, 0.32])
t = np.array([1, 1, 0, 1, 1])
mse_value = round(np.mean((y - t) ** 2), 4)

# 問6 (正解のクラスの y だけ書いた)
ce_value = -sum(np.log([0.36, 0.28, 0.08, 0.04]))

# 問8
bce_value = -(np.log(0.13) + np.log(0.78) + np.log(0.33) + np.log(1 - 0.75)) / 4

# 問10
gd_value = np.array([[-0.6], [2.6]]) - 0.3 * np.array([[-4.6], [3.7]])

# 問12, 13
w = np.array([0.1, 0.9, -0.9, -0.2, -0.1, 1.1, -0.6, -1.4, -0.9, 1.2, -0.8, 0.3])
b = np.array([-0.05, 0.69, 0.52, 0.72, 0.59])
x = np.array([[0.2, -0.1], [-0.4, 0.9]])
fwd_h = np.maximum(0, x @ w[:8].reshape(4, 2).T + b[:4]).tolist()
fwd_y = 1 / (1 + np.exp(-(np.array(fwd_h) @ w[8:] + b[4])))

# 問15, 16
w = np.array([0.8, -0.4, -0.7, 0.5, -0.6, -1.4, -1.5, -1.1, 1.5, -0.2, 0.9, -0.8])
b = np.array([0.07, 0.54, -0.38, -0.8, 0.05])
x = np.array([[-0.7, 1.0], [0, -0.5], [0.8, -0.3]])
t = np.array([1, 0, 1])


def backprop(x, t, w, b):
    mu = x @ w[:8].reshape(4, 2).T + b[:4]
    h = np.maximum(0, mu)
    y = 1 / (1 + np.exp(-(h @ w[8:] + b[4])))
    d5 = 2 / 3 * (y - t) * y * (1 - y)  # N は 3
    d = d5.reshape(3, 1) * w[8:] * (mu > 0)
    return np.concatenate([(d.T @ x).ravel(), d5 @ h]), np.append(d.sum(axis=0), d5.sum())


dw, db = backprop(x, t, w, b)
grad_out = [*dw[8:], db[4]]
grad_hidden = [*dw[:8], *db[:4]]
