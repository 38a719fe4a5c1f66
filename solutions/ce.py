"""Cross entropy of one-hot targets (交差エントロピー誤差), L = −Σ t log y, summed over all samples and classes."""

import numpy as np

from grader import engine
from grader.solution import Solution

solution = Solution("ce", reference={"ce": engine.cross_entropy})


@solution.step(formula=r"\log y_{ik}", ja="y の自然対数をとる", en="the natural logarithms of y")
def log_y(y):
    return np.log(y)


@solution.step(formula=r"t_{ik} \log y_{ik}", ja="t を掛ける", en="the products with t")
def product(t, log_y):
    return t * log_y


@solution.step(formula=r"S = \sum_i \sum_k t_{ik} \log y_{ik}", ja="すべて合計する", en="their sum")
def total(product):
    return product.sum()


@solution.step(formula=r"L = -S", ja="マイナスを付ける", en="the minus sign")
def ce(total):
    return -total


@solution.mistake(
    "CE01", of=ce, ja="先頭のマイナスを忘れています。", en="You forgot the minus sign in front of the sum."
)
def no_minus(total):
    return total


@solution.mistake(
    "CE02",
    of=log_y,
    convention=True,
    ja="自然対数ではなく常用対数 log10 を使っています。",
    en="You used log10 instead of the natural logarithm.",
)
def common_logarithm(y):
    return np.log10(y)


@solution.mistake(
    "CE03",
    of=log_y,
    convention=True,
    ja="自然対数ではなく底が 2 の対数 log2 を使っています。",
    en="You used log2 instead of the natural logarithm.",
)
def binary_logarithm(y):
    return np.log2(y)


@solution.mistake(
    "CE04",
    of=product,
    swaps=("y", "t"),
    ja="y と t が入れ替わっていて、y log t を計算しています。",
    en="You swapped y and t and computed y log t.",
)
def swapped(y, t):
    return y * np.log(t + 1e-7)


@solution.mistake(
    "CE05",
    of=total,
    convention=True,
    ja="サンプル数 N で割っています。バッチの平均をとる定義もありますが、この講義の L は全サンプルの合計です。",
    en="You divided by the number of samples N: some texts use that batch mean, but this lecture's L is the sum.",
)
def batch_mean(product, y):
    return product.sum() / len(y)


@solution.mistake(
    "CE06",
    of=total,
    ja="合計ではなく、全要素の平均をとっています (np.mean は要素の総数 N·K で割ります)。",
    en="You averaged over all elements instead of summing (np.mean divides by all N·K of them).",
)
def mean_of_all(product, y):
    return product.sum() / y.size


@solution.mistake(
    "CE07",
    of=product,
    ja="t を掛け忘れていて、すべてのクラスの log y を足しています。",
    en="You did not multiply by t, so log y of all classes was added.",
)
def without_target(log_y):
    return log_y


@solution.mistake("CE08", of=log_y, ja="対数 log をとり忘れています。", en="You forgot the logarithm.")
def no_logarithm(y):
    return y


@solution.mistake(
    "CE09",
    of=log_y,
    ja="log y ではなく log(1 − y) を使っています。",
    en="You used log(1 − y) instead of log y.",
)
def complement(y):
    return np.log(1 - y)


@solution.mistake(
    "CE10",
    of=product,
    ja="one-hot の t の代わりに、クラスの番号 (0, 1, 2, …) をそのまま掛けています。",
    en="You multiplied by the number of the class (0, 1, 2, …) instead of the one-hot t.",
)
def label_as_target(t, log_y):
    return t.argmax(axis=1)[:, None] * log_y


@solution.mistake(
    "CE11",
    of=product,
    ja="one-hot の t をクラスの番号とみなし、添字として y から要素を取り出しています。",
    en="You took the one-hot t for class numbers and used it as an index into y.",
)
def target_as_index(t, log_y):
    return np.take_along_axis(log_y, t.astype(int), axis=1)


@solution.mistake(
    "CE12",
    of=total,
    ja="対数をとってから合計するのではなく、t·y を合計してから対数をとっています。",
    en="You took the logarithm of the sum of t·y instead of the sum of the logarithms.",
)
def log_of_sum(y, t):
    return np.log((t * y).sum())


@solution.mistake(
    "CE13",
    of=product,
    ja="最初のサンプルだけを計算しています。",
    en="You used the first sample only.",
)
def first_sample(product):
    return product[0]


@solution.mistake(
    "CE14",
    of=product,
    ja="2 値交差エントロピーの式を使い、(1 − t) log(1 − y) の項まで足しています。",
    en="You used the binary cross entropy and added the terms (1 − t) log(1 − y) too.",
)
def binary(y, t, log_y):
    return t * log_y + (1 - t) * np.log(1 - y)
