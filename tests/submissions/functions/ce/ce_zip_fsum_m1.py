from math import fsum, log


def cross_entropy(y, t):
    """交差エントロピー誤差 (全サンプルの合計)"""
    return -fsum(log(p) for row_y, row_t in zip(y, t)
                 for p, hit in zip(row_y, row_t) if hit)
