"""Residual sum of squares (残差平方和), L = Σ (y − t)²."""

import numpy as np

from grader import engine
from grader.solution import Solution

solution = Solution("sse", reference={"sse": engine.sse})


@solution.step(formula=r"r_i = y_i - t_i", ja="差 y − t を求める", en="the residuals y − t")
def residual(y, t):
    return y - t


@solution.step(formula=r"r_i^2", ja="差を 2 乗する", en="the squares")
def square(residual):
    return residual**2


@solution.step(formula=r"L = \sum_i r_i^2", ja="合計する", en="their sum")
def sse(square):
    return square.sum()


solution.mistake(
    "SSE01",
    square,
    lambda residual: -residual,
    ja="2 乗せずに、符号つきの差 t − y をそのまま足しています。",
    en="You added the signed differences t − y without squaring them.",
)
solution.mistake(
    "SSE02",
    square,
    lambda residual: np.abs(residual),
    ja="差を 2 乗せずに、絶対値 |y − t| を足しています。",
    en="You added the absolute values |y − t| instead of the squares.",
)
solution.mistake(
    "SSE03",
    square,
    lambda residual: residual.sum() ** 2,
    ja="差を合計してから 2 乗しています (2 乗と Σ の順序が逆です)。",
    en="You summed the differences first and squared the sum (the square and Σ are in the wrong order).",
)
solution.mistake(
    "SSE04",
    sse,
    lambda sse, y: sse / len(y),
    convention=True,
    ja="1/N を掛けています (残差平方和ではなく、この講義の二乗和誤差になっています)。",
    en="You multiplied by 1/N: that is the mean squared error, not the sum of squared errors.",
)
solution.mistake(
    "SSE05",
    sse,
    lambda sse: sse / 2,
    convention=True,
    ja="1/2 を掛けています。教科書によっては ½Σ(y − t)² を「二乗和誤差」と呼びますが、残差平方和に 1/2 は付きません。",
    en="You multiplied by 1/2: some textbooks define a loss ½Σ(y − t)², but the sum of squared errors has no 1/2.",
)
solution.mistake(
    "SSE06", sse, lambda sse: np.sqrt(sse), ja="最後に平方根をとっています。", en="You took the square root at the end."
)
solution.mistake(
    "SSE07",
    square,
    lambda residual: 2 * residual,
    ja="2 乗ではなく 2 倍を計算しています。",
    en="You doubled the differences instead of squaring them.",
)
solution.mistake(
    "SSE08",
    square,
    lambda y, t: y**2 - t**2,
    ja="(y − t)² ではなく y² − t² を足しています。",
    en="You added y² − t² instead of (y − t)².",
)
solution.mistake(
    "SSE09",
    square,
    lambda residual: np.sign(residual) * residual**2,
    ja="負の差の 2 乗を負の数にしています。",
    en="You made the squares of negative differences negative.",
)
solution.mistake(
    "SSE10",
    residual,
    lambda y, t: (y - t)[:-1],
    ja="最後の 1 行が合計に入っていません。",
    en="The last row is missing from your sum.",
)
solution.mistake(
    "SSE11",
    sse,
    lambda sse: -sse,
    ja="合計に余分なマイナスを付けています。",
    en="You put a minus sign in front of the sum.",
)
solution.mistake(
    "SSE12",
    residual,
    lambda y, t: y[:, None] - t,
    ja="形 (N, 1) と (N,) の配列を引き算したため、すべての組 (i, j) の差 y_i − t_j を足しています。",
    en="You subtracted arrays of shapes (N, 1) and (N,), so the differences y_i − t_j of all pairs (i, j) were added.",
)
solution.mistake(
    "SSE13",
    sse,
    lambda square: square,
    ja="Σ の合計をとらず、要素ごとの値の配列のままになっています。",
    en="You did not take the sum Σ: your answer is still one value per element.",
)
solution.mistake(
    "SSE14",
    residual,
    lambda y, t: y + t,
    ja="差 y − t ではなく和 y + t を使っています。",
    en="You used the sum y + t instead of the difference y − t.",
)
solution.mistake(
    "SSE15",
    sse,
    lambda sse, y: 1 / 2 * len(y) * sse,
    ja="1/2*N という式は N/2 倍を意味します (1/(2N) には括弧が必要ですが、残差平方和にはどちらも付きません)。",
    en="The expression 1/2*N means N/2 (1/(2N) needs brackets, but the sum of squared errors has neither factor).",
)
solution.mistake(
    "SSE16",
    square,
    lambda residual: residual,
    ja="2 乗を忘れて、差 y − t をそのまま足しています。",
    en="You forgot the square and added the differences y − t as they are.",
)
