# 課題6  for 文だけで書きました
import math


def sse(y, t):
    合計 = 0
    for i in range(len(y)):
        差 = y[i] - t[i]
        合計 = 合計 + 差 * 差
    return 合計


def mse(y, t):
    N = len(y)
    return sse(y, t) / N


def cross_entropy(y, t):
    L = 0.0
    for i in range(len(y)):
        for k in range(len(y[i])):
            if t[i][k] == 1:  # 正解のクラスだけ
                L -= math.log(y[i][k])
    return L


def binary_cross_entropy(y, t):
    L = 0.0
    for i in range(len(y)):
        if t[i] == 1:
            L = L + math.log(y[i])
        else:
            L = L + math.log(1 - y[i])
    return -L / len(y)


def gd_step(w, grad, lr):
    new_w = []
    for i in range(len(w)):
        new_w.append(w[i] - lr * grad[i])
    return new_w


def relu(x):
    if x > 0:
        return x
    return 0


def sigmoid(x):
    return 1 / (1 + math.exp(-x))


def forward(x, w, b):
    ys = []
    for i in range(len(x)):
        x1 = x[i][0]
        x2 = x[i][1]
        mu5 = b[4]
        for j in range(4):
            mu = w[2 * j] * x1 + w[2 * j + 1] * x2 + b[j]
            mu5 += w[8 + j] * relu(mu)
        ys.append(sigmoid(mu5))
    return ys


def backprop(x, t, w, b):
    N = len(x)
    dw = [0] * 12
    db = [0] * 5
    for i in range(N):
        x1, x2 = x[i]
        mu = []
        h = []
        # 順伝播
        for j in range(4):
            mu.append(w[2 * j] * x1 + w[2 * j + 1] * x2 + b[j])
            h.append(relu(mu[j]))
        mu5 = w[8] * h[0] + w[9] * h[1] + w[10] * h[2] + w[11] * h[3] + b[4]
        y = sigmoid(mu5)
        # 逆伝播 (出力層)
        delta5 = 2 / N * (y - t[i]) * y * (1 - y)
        for j in range(4):
            dw[8 + j] += delta5 * h[j]
        db[4] += delta5
        # 逆伝播 (中間層)
        for j in range(4):
            if mu[j] > 0:
                delta = delta5 * w[8 + j]
                dw[2 * j] += delta * x1
                dw[2 * j + 1] += delta * x2
                db[j] += delta
    return dw, db
