import math

def backprop(x, t, w, b):
    n = len(x)
    dw = [0.0] * 12
    db = [0.0] * 5
    for i in range(n):
        m = [w[2*j] * x[i][0] + w[2*j+1] * x[i][1] + b[j] for j in range(4)]
        h = [max(0.0, v) for v in m]
        m5 = sum(w[8+j] * h[j] for j in range(4)) + b[4]
        y = 1 / (1 + math.exp(-m5))
        d5 = 2 * (y - t[i]) / n * y * (1 - y)
        for j in range(4):
            dw[8+j] += d5 * h[j]
            d = d5 * w[8+j] * (1 if m[j] > 0 else 0)
            dw[2*j] += d
            dw[2*j+1] += d
            db[j] += d
        db[4] += d5
    return dw, db
