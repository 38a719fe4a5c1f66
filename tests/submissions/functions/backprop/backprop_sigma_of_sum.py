import numpy as np

def sigmoid(a):
    return 1.0 / (1.0 + np.exp(-a))

def relu(a):
    return np.where(a > 0, a, 0)

def backprop(x, t, w, b):
    """誤差逆伝播法"""
    # 順伝播
    m = np.stack([w[2 * j] * x[:, 0] + w[2 * j + 1] * x[:, 1] + b[j] for j in range(4)], axis=1)
    h = relu(m)
    m5 = (h * w[8:12]).sum(axis=1) + b[4]
    y = sigmoid(m5)
    # 逆伝播
    delta5 = (2 / len(t)) * (y - t) * m5 * (1 - m5)
    delta = delta5[:, None] * w[8:12][None, :] * np.where(m > 0, 1, 0)
    g = [(delta[:, j] * x[:, k]).sum() for j in range(4) for k in range(2)]
    g += [(delta5 * h[:, j]).sum() for j in range(4)]
    gb = [delta[:, j].sum() for j in range(4)] + [delta5.sum()]
    return np.array(g), np.array(gb)
