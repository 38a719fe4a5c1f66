#include <stdio.h>  (Cから移植)
def mse(y, t):
    n = len(y); s = 0.0; i = 0
    while True:
        if i == n: break
        d = y[i] - t[i]; s += d * d; i += 1
    return s // n
