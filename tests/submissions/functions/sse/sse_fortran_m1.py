# SUBROUTINE SSE(Y, T, N)  昔書いた Fortran を Python にしました
import numpy as np

def sse(y, t):
    N = y.shape[0]
    R = np.zeros(N + 1)
    S = np.zeros(N + 1)
    for I in range(1, N + 1):
        R[I] = y[I - 1] - t[I - 1]
    for I in range(1, N + 1):
        S[I] = S[I - 1] + R[I] * R[I]
    return S[N]
