import math


def 正解の確率(出力, 正解):
    # 正解が1ならy、0なら1-yがそのサンプルの「当たる確率」
    return 出力 if 正解 == 1 else 1 - 出力


def binary_cross_entropy(y, t):
    確率 = (正解の確率(a, b) for a, b in zip(y, t))
    return -math.fsum(math.log(p) for p in 確率) / len(t)
