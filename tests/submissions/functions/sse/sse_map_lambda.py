sse = lambda y, t: sum(map(lambda a, b: (a - b) ** 2, y, t))
