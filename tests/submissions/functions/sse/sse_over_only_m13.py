def sse(y, t):
    loss = 0
    for i in range(len(y)):
        if y[i] > t[i]:
            loss += (y[i] - t[i])**2
    return loss
