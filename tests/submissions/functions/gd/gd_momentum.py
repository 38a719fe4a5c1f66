def gd_step(w, grad, lr):
    v = 0.9 * w * 0.01 - lr * grad
    return w + v
