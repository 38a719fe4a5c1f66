from math import exp, fsum, log


def sse(y, t):
    return fsum((a - b) ** 2 for a, b in zip(y, t))


def mse(y, t):
    return fsum(pow(a - b, 2) for a, b in zip(y, t)) / len(list(zip(y, t)))


def cross_entropy(y, t):
    return -fsum(tk * log(yk) for yr, tr in zip(y, t) for yk, tk in zip(yr, tr))


def binary_cross_entropy(y, t):
    return -fsum([ti * log(yi) + (1 - ti) * log(1 - yi) for yi, ti in zip(y, t)]) / len(y)


def gd_step(w, grad, lr):
    return tuple(wi - lr * gi for wi, gi in zip(w, grad))


def hidden(x1, x2, w, b):
    return [max(0.0, w1 * x1 + w2 * x2 + bj) for w1, w2, bj in zip(w[0:8:2], w[1:8:2], b)]


def output(h, w, b):
    return 1 / (1 + exp(-fsum([*(wj * hj for wj, hj in zip(w[8:], h)), b[4]])))


def forward(x, w, b):
    return [output(hidden(x1, x2, w, b), w, b) for x1, x2 in x]


def backprop(x, t, w, b):
    H = [hidden(x1, x2, w, b) for x1, x2 in x]
    Y = [output(h, w, b) for h in H]
    d5 = [2 * (y - ti) / len(t) * y * (1 - y) for y, ti in zip(Y, t)]
    d = [[d5i * w[8 + j] * (h[j] > 0) for j in range(4)] for d5i, h in zip(d5, H)]
    dw = [fsum(di[j] * xi[k] for di, xi in zip(d, x)) for j in range(4) for k in (0, 1)]
    dw += [fsum(d5i * h[j] for d5i, h in zip(d5, H)) for j in range(4)]
    db = [fsum(di[j] for di in d) for j in range(4)] + [fsum(d5)]
    return dw, db
