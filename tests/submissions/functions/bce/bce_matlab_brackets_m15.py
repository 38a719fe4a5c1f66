import numpy as np

def binary_cross_entropy(y, t):
    # MATLAB: J = -(1/m) * (t'*log(y) + ...)
    m = max(y.shape);
    J = 0;
    for k in range(1, m+1):
        J = J + t[k-1]*np.log(y[k-1]) + 1 - t[k-1]*np.log(1 - y[k-1]);
    #end
    J = -(1/m)*J;
    return J
