import numpy as np

# function w_new = gd_step(w, grad, lr)
#   MATLAB で書いたものを移植
def gd_step(w, grad, lr):
    n = np.size(w)
    w_new = np.zeros((1, n))
    for i in range(1, n + 1):
        w_new[0, i - 1] = lr * (w[i - 1] - grad[i - 1]);
    # end
    return w_new.flatten()
