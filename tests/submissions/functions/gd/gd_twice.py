def gd_step(w, grad, lr):
    for _ in range(2):
        w = w - lr * grad
    return w
