import numpy as np
import math

def mse(y, t):
    """
    Mean Squared Error

    L = 1/N * sum (y - t)^2
    """
    # Step 1: number of samples
    num_samples = len(t)

    # Step 2: squared differences
    squared_diff = np.square(np.subtract(y, t))

    # Step 3: average
    average = np.average(squared_diff)

    # Step 4: 1/N
    return (1.0 / num_samples) * average
