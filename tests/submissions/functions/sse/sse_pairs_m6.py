def sse(y, t):
    # y のすべての要素と t のすべての要素について足す
    total = 0.0
    for yi in y:
        for ti in t:
            total += (yi - ti) ** 2
    return total
