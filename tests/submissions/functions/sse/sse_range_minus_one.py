def sse(y, t):
    ans = 0
    for k in range(len(y) - 1):
        ans += (y[k] - t[k])**2
    return ans
