def gd_step(w, grad, lr=0.1):
    return tuple(a - lr * g for a, g in zip(w, grad))
