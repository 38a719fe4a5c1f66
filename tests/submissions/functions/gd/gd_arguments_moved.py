def gd_step(grad, w, lr):
    return w - lr * grad
