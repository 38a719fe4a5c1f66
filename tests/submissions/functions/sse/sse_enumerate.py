def sse(y, t):
    kekka = []
    for i, v in enumerate(y):
        kekka.append(pow(v - t[i], 2))
    return sum(kekka)
