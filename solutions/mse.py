"""Mean squared error as the lecture defines it (二乗和誤差), L = (1/N) Σ (y − t)²."""

import numpy as np

from grader import engine
from grader.solution import Solution

solution = Solution("mse", reference={"mse": engine.mse})


@solution.step(formula=r"r_i = y_i - t_i", ja="差 y − t を求める", en="the residuals y − t")
def residual(y, t):
    return y - t


@solution.step(formula=r"r_i^2", ja="差を 2 乗する", en="the squares")
def square(residual):
    return residual**2


@solution.step(formula=r"S = \sum_i r_i^2", ja="合計する", en="their sum")
def total(square):
    return square.sum()


@solution.step(formula=r"L = \frac{1}{N} S", ja="N で割る", en="the division by N")
def mse(total, residual):
    return total / residual.size


solution.mistake("MSE01", mse, lambda total: total, ja="1/N を掛け忘れています。", en="You did not divide by N.")
solution.mistake(
    "MSE02",
    mse,
    lambda total: total / 2,
    convention=True,
    ja="1/N の代わりに 1/2 を掛けています。½Σ(y − t)² を二乗和誤差と呼ぶ教科書もありますが、この講義では 1/N です。",
    en="You multiplied by 1/2 instead of 1/N: some textbooks define the loss as ½Σ(y − t)², but this lecture uses 1/N.",
)
solution.mistake(
    "MSE03",
    mse,
    lambda mse: mse / 2,
    convention=True,
    ja="余分な 1/2 を掛けています。微分を簡単にするため 1/(2N) とする流儀もありますが、この講義では 1/N です。",
    en="You multiplied by an extra 1/2: some texts use 1/(2N) to simplify the derivative, but this lecture uses 1/N.",
)
solution.mistake(
    "MSE04",
    square,
    lambda residual: np.abs(residual),
    ja="差を 2 乗せずに、絶対値 |y − t| を使っています。",
    en="You used the absolute values |y − t| instead of the squares.",
)
solution.mistake(
    "MSE05",
    mse,
    lambda residual: residual.mean() ** 2,
    ja="差を平均してから 2 乗しています (2 乗してから平均します)。",
    en="You averaged the differences first and squared the average (the squares come before the average).",
)
solution.mistake(
    "MSE06",
    square,
    lambda residual: residual.sum() ** 2,
    ja="差を合計してから 2 乗しています (2 乗と Σ の順序が逆です)。",
    en="You summed the differences first and squared the sum (the square and Σ are in the wrong order).",
)
solution.mistake(
    "MSE07", mse, lambda mse: np.sqrt(mse), ja="最後に平方根をとっています。", en="You took the square root at the end."
)
solution.mistake(
    "MSE08",
    mse,
    lambda total, residual: total / (residual.size - 1),
    ja="N ではなく N − 1 で割っています (不偏分散の割り方です)。",
    en="You divided by N − 1 instead of N (as for an unbiased variance).",
)
solution.mistake(
    "MSE09",
    square,
    lambda residual: -residual,
    ja="2 乗せずに、符号つきの差 t − y をそのまま使っています。",
    en="You used the signed differences t − y without squaring them.",
)
solution.mistake(
    "MSE10",
    residual,
    lambda y, t: y[:, None] - t,
    ja="形 (N, 1) と (N,) の配列を引き算したため、すべての組 (i, j) の差 y_i − t_j を使っています。",
    en="You subtracted arrays of shapes (N, 1) and (N,), so the differences y_i − t_j of all pairs (i, j) were used.",
)
solution.mistake(
    "MSE11",
    mse,
    lambda square: square,
    ja="平均をとらず、要素ごとの値の配列のままになっています。",
    en="You did not take the average: your answer is still one value per element.",
)
solution.mistake(
    "MSE12",
    mse,
    lambda total, residual: total / residual.size**2,
    ja="N で 2 回割っています (np.mean はすでに N で割っています)。",
    en="You divided by N twice (np.mean already divides by N).",
)
solution.mistake(
    "MSE13",
    residual,
    lambda y, t: (y - t)[t == 1],
    ja="正解 t が 1 の行だけで計算しています。",
    en="You used only the rows with target t = 1.",
)
solution.mistake(
    "MSE14",
    mse,
    lambda total: total / 3,
    ja="この表の N ではなく、講義の例の N = 3 で割っています。",
    en="You divided by 3, the N of the lecture's example, and not by the N of these data.",
)
solution.mistake(
    "MSE15",
    residual,
    lambda y, t: np.greater_equal(y, 0.5) - t,
    ja="出力 y をしきい値 0.5 で 0 か 1 に直してから誤差を計算しています。",
    en="You turned the outputs y into 0 or 1 at the threshold 0.5 before computing the loss.",
)
solution.mistake(
    "MSE16",
    square,
    lambda y, t: y**2 - t**2,
    ja="(y − t)² ではなく y² − t² を使っています。",
    en="You used y² − t² instead of (y − t)².",
)
solution.mistake(
    "MSE17",
    mse,
    lambda total, residual: 1 / 2 * residual.size * total,
    ja="1/2*N という式は N/2 倍を意味します (1/(2N) には括弧が必要で、この講義の二乗和誤差は 1/N です)。",
    en="The expression 1/2*N means N/2 (1/(2N) needs brackets, and this lecture's loss has 1/N).",
)
solution.mistake(
    "MSE18",
    square,
    lambda residual: residual,
    ja="2 乗を忘れて、差 y − t をそのまま使っています。",
    en="You forgot the square and used the differences y − t as they are.",
)

solution.repair(
    "debug",
    {
        "MSE04": ("abs(output - target)", "(output - target) ** 2"),
        "MSE08": ("(len(errors) - 1)", "len(errors)"),
    },
)
