import numpy as np
def forward(x, w, b):
    x2, x1 = x[:, 0], x[:, 1]
    mu = [w[0]*x1+w[1]*x2+b[0], w[2]*x1+w[3]*x2+b[1], w[4]*x1+w[5]*x2+b[2], w[6]*x1+w[7]*x2+b[3]]
    h = [np.maximum(m, 0) for m in mu]
    s = w[8]*h[0] + w[9]*h[1] + w[10]*h[2] + w[11]*h[3] + b[4]
    return 1/(1+np.exp(-s))
