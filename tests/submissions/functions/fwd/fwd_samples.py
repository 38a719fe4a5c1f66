import math
def relu(a):
    return a if a > 0 else 0
def sigmoid(a):
    return 1 / (1 + math.exp(-a))
def forward(x, w, b):
    y = []
    for x1, x2 in x:
        h = [relu(w[2*j] * x1 + w[2*j+1] * x2 + b[j]) for j in range(4)]
        y.append(sigmoid(sum(w[8+j] * h[j] for j in range(4)) + b[4]))
    return y
