def gd_step(w, grad, lr):
    new = []
    for i in range(len(w)):
        new.append(w[i] - lr * grad[i])
    return new
