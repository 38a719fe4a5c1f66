import numpy as np

EPOCHS = 2


def make_updater(grad):
    size = np.sqrt(grad ** 2)      # 傾きの大きさ

    def update(weights):
        return weights - size
    return update


def gd_step(w, grad, lr=0.01):
    update = make_updater(grad)
    for epoch in range(EPOCHS):
        w = update(w)
        # print(epoch, w)
    return w
