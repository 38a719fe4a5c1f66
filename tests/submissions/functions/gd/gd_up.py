def gd_step(w, grad, lr):
    w_new = w + lr * grad
    return w_new
