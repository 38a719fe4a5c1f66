import numpy as np

# E[r^2] = V[r] + E[r]^2  (統計の授業で習った)
mse = lambda y, t: np.var(y - t) + np.mean(y - t) ** 2
