def mse(y, t):
    # t が 1 のところだけ誤差を足していく
    e = 0.0
    for k in range(len(t)):
        if t[k] == 1:
            e = e + (y[k] - 1) * (y[k] - 1)
    return e / 2
