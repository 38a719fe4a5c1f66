import math
def forward(x, w, b):
    out = []
    for r in x:
        h = [abs(w[2*j]*r[0] + w[2*j+1]*r[1] + b[j]) for j in range(4)]
        m = b[4]
        for j in range(4):
            m += w[8+j] * h[j]
        out.append(1 / (1 + math.exp(-m)))
    return out
