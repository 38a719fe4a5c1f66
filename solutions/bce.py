"""Binary cross entropy (2 値交差エントロピー), L = −(1/N) Σ [t log y + (1 − t) log(1 − y)]."""

import numpy as np

from grader import engine
from grader.solution import Solution

solution = Solution("bce", reference={"bce": engine.binary_cross_entropy})


@solution.step(
    formula=r"\log y_i,\ \log(1 - y_i)",
    ja="y と 1 − y の自然対数をとる",
    en="the natural logarithms of y and 1 − y",
)
def logs(y):
    return np.log([y, 1 - y])


@solution.step(formula=r"t_i \log y_i", ja="第 1 項を求める", en="the first term")
def first(t, logs):
    return t * logs[0]


@solution.step(formula=r"(1 - t_i) \log(1 - y_i)", ja="第 2 項を求める", en="the second term")
def second(t, logs):
    return (1 - t) * logs[1]


@solution.step(formula=r"t_i \log y_i + (1 - t_i) \log(1 - y_i)", ja="2 つの項を足す", en="the sum of the two terms")
def terms(first, second):
    return first + second


@solution.step(
    formula=r"S = \sum_i \left[ t_i \log y_i + (1 - t_i) \log(1 - y_i) \right]",
    ja="全サンプルで合計する",
    en="the sum over the samples",
)
def total(terms):
    return terms.sum()


@solution.step(formula=r"\frac{1}{N} S", ja="N で割る", en="the division by N")
def mean(total, y):
    return total / len(y)


@solution.step(formula=r"L = -\frac{1}{N} S", ja="マイナスを付ける", en="the minus sign")
def bce(mean):
    return -mean


solution.mistake(
    "BCE01", bce, lambda mean: mean, ja="先頭のマイナスを忘れています。", en="You forgot the minus sign in front."
)
solution.mistake(
    "BCE02",
    terms,
    lambda first: first,
    ja="第 2 項 (1 − t) log(1 − y) を忘れています。",
    en="You forgot the second term (1 − t) log(1 − y).",
)
solution.mistake(
    "BCE03",
    terms,
    lambda second: second,
    ja="第 1 項 t log y を忘れています。",
    en="You forgot the first term t log y.",
)
solution.mistake(
    "BCE04",
    mean,
    lambda total: total,
    convention=True,
    ja="1/N を掛け忘れています (合計とする定義もありますが、この問題の L は平均です)。",
    en="You did not divide by N (some define the loss as the sum, but here L is the mean).",
)
solution.mistake(
    "BCE05",
    logs,
    lambda y: np.log10([y, 1 - y]),
    convention=True,
    ja="自然対数ではなく常用対数 log10 を使っています。",
    en="You used log10 instead of the natural logarithm.",
)
solution.mistake(
    "BCE06",
    logs,
    lambda y: np.log2([y, 1 - y]),
    convention=True,
    ja="自然対数ではなく底が 2 の対数 log2 を使っています。",
    en="You used log2 instead of the natural logarithm.",
)
solution.mistake(
    "BCE07",
    terms,
    lambda y, t: y * np.log(t + 1e-7) + (1 - y) * np.log(1 - t + 1e-7),
    swaps=("y", "t"),
    ja="y と t が入れ替わっていて、y log t + (1 − y) log(1 − t) を計算しています。",
    en="You swapped y and t and computed y log t + (1 − y) log(1 − t).",
)
solution.mistake(
    "BCE08",
    terms,
    lambda first, second: first - second,
    ja="第 2 項 (1 − t) log(1 − y) を足さずに引いています。",
    en="You subtracted the second term (1 − t) log(1 − y) instead of adding it.",
)
solution.mistake(
    "BCE09",
    second,
    lambda t, logs: (1 - t) * logs[0],
    ja="第 2 項で log(1 − y) ではなく log y を使っています。",
    en="You used log y instead of log(1 − y) in the second term.",
)
solution.mistake(
    "BCE10",
    terms,
    lambda t, logs: np.outer(t, logs[0]) + np.outer(1 - t, logs[1]),
    ja="要素ごとの積ではなく外積 (N × N の表) になっていて、すべての組 (i, j) の項を足しています。",
    en="You multiplied to an N × N table (an outer product), so the terms of all pairs (i, j) were added.",
)
solution.mistake(
    "BCE11",
    mean,
    lambda terms: terms,
    ja="平均をとらず、要素ごとの値の配列のままになっています。",
    en="You did not take the average: your answer is still one value per element.",
)
solution.mistake(
    "BCE12",
    total,
    lambda terms: terms.sum() / 2,
    ja="余分に 2 で割っています (クラスの数では割りません)。",
    en="You also divided by 2 (the number of classes is no divisor here).",
)
solution.mistake(
    "BCE13",
    logs,
    lambda y: np.log([y + 0.01, 1 - y + 0.01]),
    convention=True,
    ja="log の中に大きすぎる値 0.01 を足しています。",
    en="You added 0.01 inside the logarithms, which is too large.",
)
solution.mistake(
    "BCE14",
    terms,
    lambda y, t: -((y - t) ** 2),
    ja="交差エントロピーの項ではなく、二乗誤差 (y − t)² を計算しています。",
    en="You computed squared errors (y − t)² instead of the terms of the cross entropy.",
)
