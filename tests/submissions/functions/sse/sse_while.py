def sse(y, t):
    goukei = 0.0
    i = 0
    while i < len(y):
        sa = y[i] - t[i]
        goukei += sa * sa
        i += 1
    return goukei
