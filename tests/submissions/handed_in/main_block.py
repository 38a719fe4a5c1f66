#!/usr/bin/env python3
# -*- coding: utf-8 -*-
import sys

import matplotlib.pyplot as plt
import numpy as np

np.set_printoptions(precision=3)
sys.setrecursionlimit(5000)


def sse(y, t):
    print("y =", y, "t =", t)  # 確認用
    return ((y - t) ** 2).sum()


def mse(y, t):
    loss = sse(y, t) / len(t)
    print(f"loss: {loss:.4f}")
    return loss


def gd_step(w, grad, lr):
    return w - lr * grad


def plot(history):
    plt.plot(history)
    plt.xlabel("epoch")
    plt.show()


assert sse(np.array([1, 2]), np.array([1, 2])) == 0
assert abs(mse(np.array([0.7, 0.8, 0.2, 0.1]), np.array([1, 1, 0, 0])) - 0.045) < 1e-9

if __name__ == "__main__":
    n = int(input("何回くり返しますか: "))
    w = np.array([1.5, -1.5])
    history = []
    for i in range(n):
        w = gd_step(w, 2 * w, 0.1)
        history.append(np.sum(w**2))
    plot(history)
    with open("history.txt", "w") as f:
        f.write(str(history))
    sys.exit()
