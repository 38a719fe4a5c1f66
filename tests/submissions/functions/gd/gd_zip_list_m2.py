gd_step = lambda w, grad, lr: [float(wi) - lr * float(gi) for wi, gi in zip(w, grad)]
