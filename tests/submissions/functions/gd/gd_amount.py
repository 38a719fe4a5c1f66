def gd_step(w, grad, lr):
    delta = lr * grad
    return delta
