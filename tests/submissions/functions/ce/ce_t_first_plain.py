import numpy as np
def cross_entropy(target, output):
    output = np.clip(output, 1e-10, 1)
    return -np.sum(target * np.log(output))
