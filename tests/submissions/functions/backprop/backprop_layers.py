import numpy as np

class Affine:
    def __init__(self, W, b):
        self.W, self.b = W, b
    def forward(self, x):
        self.x = x
        return x @ self.W + self.b
    def backward(self, dout):
        self.dW = self.x.T @ dout
        self.db = dout.sum(axis=0)
        return dout @ self.W.T

class Relu:
    def forward(self, x):
        self.mask = x <= 0
        out = x.copy()
        out[self.mask] = 0
        return out
    def backward(self, dout):
        dout[self.mask] = 0
        return dout

class Sigmoid:
    def forward(self, x):
        self.out = 1 / (1 + np.exp(-x))
        return self.out
    def backward(self, dout):
        return dout * (1.0 - self.out) * self.out

def backprop(x, t, w, b):
    a1, r, a2, s = Affine(w[:8].reshape(4, 2).T, b[:4]), Relu(), Affine(w[8:].reshape(4, 1), b[4:]), Sigmoid()
    y = s.forward(a2.forward(r.forward(a1.forward(x))))
    dout = 2 * (y - t.reshape(-1, 1)) / len(x)
    for layer in (s, a2, r, a1):
        dout = layer.backward(dout)
    return np.concatenate([a1.dW.T.ravel(), a2.dW.ravel()]), np.concatenate([a1.db, a2.db])
