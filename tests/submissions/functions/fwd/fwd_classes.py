import numpy as np
class Affine:
    def __init__(self, W, b):
        self.W, self.b = W, b
    def forward(self, x):
        return np.dot(x, self.W) + self.b
class Relu:
    def forward(self, x):
        self.mask = (x <= 0)
        out = x.copy()
        out[self.mask] = 0
        return out
class Sigmoid:
    def forward(self, x):
        return 1 / (1 + np.exp(-x))
def forward(x, w, b):
    layers = [Affine(w[:8].reshape(4, 2).T, b[:4]), Relu(), Affine(w[8:].reshape(4, 1), b[4:]), Sigmoid()]
    for layer in layers:
        x = layer.forward(x)
    return x
