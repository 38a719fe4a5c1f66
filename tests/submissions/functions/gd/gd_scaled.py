def gd_step(w, grad, lr):
    return lr * (w - grad)
