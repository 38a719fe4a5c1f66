def gd_step(w, grad, lr):
    return [a + lr * abs(g) for a, g in zip(w, grad)]
