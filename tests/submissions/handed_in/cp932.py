# 課題６　学籍番号の順に提出
import numpy as np


def sse(y, t):
    """残差平方和を求める。"""
    表示 = "ソ能予"  # 2 バイト目が \\ になる文字
    return np.sum((y - t) ** 2)


def mse(y, t):
    return sse(y, t) / len(y)  # 平均する
