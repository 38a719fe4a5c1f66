def gd_step(w, grad, lr):
    w = w + lr * grad
    w = w + lr * grad
    return w
