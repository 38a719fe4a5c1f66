import numpy as np
def forward(x, w, b):
    X = np.column_stack([x, np.ones(len(x))])
    W = np.column_stack([w[0:8:2], w[1:8:2], b[:4]])
    H = np.clip(X @ W.T, 0, None)
    H = np.hstack([H, np.ones((len(x), 1))])
    return 1 / (1 + np.exp(-H @ np.append(w[8:], b[4])))
