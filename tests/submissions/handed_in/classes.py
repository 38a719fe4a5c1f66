import numpy as np


class Sigmoid:
    def forward(self, x):
        self.out = 1.0 / (1.0 + np.exp(-x))
        return self.out

    def backward(self, dout):
        return dout * (1.0 - self.out) * self.out


class Relu:
    def forward(self, x):
        self.mask = (x <= 0)
        out = x.copy()
        out[self.mask] = 0
        return out

    def backward(self, dout):
        dout[self.mask] = 0
        return dout


class Affine:
    def __init__(self, W, b):
        self.W = W
        self.b = b

    def forward(self, x):
        self.x = x
        return np.dot(x, self.W) + self.b

    def backward(self, dout):
        self.dW = np.dot(self.x.T, dout)
        self.db = np.sum(dout, axis=0)
        return np.dot(dout, self.W.T)


class Network:
    """2-4-1"""

    def __init__(self, w, b):
        self.affine1 = Affine(w[:8].reshape(4, 2).T, b[:4])
        self.affine2 = Affine(w[8:].reshape(4, 1), b[4:])
        self.layers = [self.affine1, Relu(), self.affine2, Sigmoid()]

    def predict(self, x):
        for layer in self.layers:
            x = layer.forward(x)
        return x

    def gradient(self, x, t):
        y = self.predict(x)
        dout = 2 * (y - t.reshape(-1, 1)) / len(t)
        for layer in reversed(self.layers):
            dout = layer.backward(dout)
        dw = np.append(self.affine1.dW.T.flatten(), self.affine2.dW)
        db = np.append(self.affine1.db, self.affine2.db)
        return dw, db


def forward(x, w, b):
    return Network(w, b).predict(x)


def backprop(x, t, w, b):
    net = Network(w, b)
    return net.gradient(x, t)


def make_loss(term, reduce):
    def loss(y, t):
        return reduce(term(y, t))

    return loss


sse = make_loss(lambda y, t: (t - y) ** 2, np.sum)
mse = make_loss(lambda y, t: (t - y) ** 2, np.mean)
cross_entropy = make_loss(lambda y, t: -t * np.log(y), np.sum)
binary_cross_entropy = make_loss(lambda y, t: -t * np.log(y) - (1 - t) * np.log(1 - y), np.average)


class SGD:
    def __init__(self, lr=0.01):
        self.lr = lr

    def update(self, params, grads):
        for key in params.keys():
            params[key] = params[key] - self.lr * grads[key]


def gd_step(w, grad, lr):
    params = {"w": w}
    SGD(lr).update(params, {"w": grad})
    return params["w"]
