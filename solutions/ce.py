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


solution.mistake(
    "CE01",
    ce,
    lambda total: total,
    ja="先頭のマイナスを忘れています。",
    en="You forgot the minus sign in front of the sum.",
)
solution.mistake(
    "CE02",
    log_y,
    lambda y: np.log10(y),
    convention=True,
    ja="自然対数ではなく常用対数 log10 を使っています。",
    en="You used log10 instead of the natural logarithm.",
)
solution.mistake(
    "CE03",
    log_y,
    lambda y: np.log2(y),
    convention=True,
    ja="自然対数ではなく底が 2 の対数 log2 を使っています。",
    en="You used log2 instead of the natural logarithm.",
)
solution.mistake(
    "CE04",
    product,
    lambda y, t: y * np.log(t + 1e-7),
    swaps=("y", "t"),
    ja="y と t が入れ替わっていて、y log t を計算しています。",
    en="You swapped y and t and computed y log t.",
)
solution.mistake(
    "CE05",
    total,
    lambda product, y: product.sum() / len(y),
    convention=True,
    ja="サンプル数 N で割っています。バッチの平均をとる定義もありますが、この講義の L は全サンプルの合計です。",
    en="You divided by the number of samples N: some texts use that batch mean, but this lecture's L is the sum.",
)
solution.mistake(
    "CE06",
    total,
    lambda product, y: product.sum() / y.size,
    ja="合計ではなく、全要素の平均をとっています (np.mean は要素の総数 N·K で割ります)。",
    en="You averaged over all elements instead of summing (np.mean divides by all N·K of them).",
)
solution.mistake(
    "CE07",
    product,
    lambda log_y: log_y,
    ja="t を掛け忘れていて、すべてのクラスの log y を足しています。",
    en="You did not multiply by t, so log y of all classes was added.",
)
solution.mistake("CE08", log_y, lambda y: y, ja="対数 log をとり忘れています。", en="You forgot the logarithm.")
solution.mistake(
    "CE09",
    log_y,
    lambda y: np.log(1 - y),
    ja="log y ではなく log(1 − y) を使っています。",
    en="You used log(1 − y) instead of log y.",
)
solution.mistake(
    "CE10",
    product,
    lambda t, log_y: t.argmax(axis=1)[:, None] * log_y,
    ja="one-hot の t の代わりに、クラスの番号 (0, 1, 2, …) をそのまま掛けています。",
    en="You multiplied by the number of the class (0, 1, 2, …) instead of the one-hot t.",
)
solution.mistake(
    "CE11",
    product,
    lambda t, log_y: np.take_along_axis(log_y, t.astype(int), axis=1),
    ja="one-hot の t をクラスの番号とみなし、添字として y から要素を取り出しています。",
    en="You took the one-hot t for class numbers and used it as an index into y.",
)
solution.mistake(
    "CE12",
    total,
    lambda y, t: np.log((t * y).sum()),
    ja="対数をとってから合計するのではなく、t·y を合計してから対数をとっています。",
    en="You took the logarithm of the sum of t·y instead of the sum of the logarithms.",
)
solution.mistake(
    "CE13",
    product,
    lambda product: product[0],
    ja="最初のサンプルだけを計算しています。",
    en="You used the first sample only.",
)
solution.mistake(
    "CE14",
    product,
    lambda y, t, log_y: t * log_y + (1 - t) * np.log(1 - y),
    ja="2 値交差エントロピーの式を使い、(1 − t) log(1 − y) の項まで足しています。",
    en="You used the binary cross entropy and added the terms (1 − t) log(1 − y) too.",
)
