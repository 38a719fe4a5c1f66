"""The forward pass (順伝播) of the lecture's 2-4-1 network, y = f(x)."""

import numpy as np

from grader import engine
from grader.solution import Solution

solution = Solution("fwd", reference={"h": lambda x, w, b: engine.trace(x, w, b).h, "y": engine.forward})


@solution.step(
    formula=r"\begin{pmatrix} w_1 & w_2 \\ w_3 & w_4 \\ w_5 & w_6 \\ w_7 & w_8 \end{pmatrix}",
    ja="w1〜w8 を 4 つのニューロンに 2 つずつ割り当てる",
    en="w1 … w8, two for each of the four neurons",
)
def w_hidden(w):
    return w[:8].reshape(4, 2)


solution.mistake(
    "FWH06",
    w_hidden,
    lambda w: w[:8].reshape(2, 4).T,
    also=("FWY08",),
    ja="w1〜w8 の対応を取り違えています。μ_j に使う重みは w_{2j−1} と w_{2j} です。",
    en="You mixed up w1 … w8: the weights of μ_j are w_{2j−1} and w_{2j}.",
)


@solution.step(
    formula=r"w_{2j-1} x_1 + w_{2j} x_2",
    ja="入力 x1, x2 に重みを掛けて足す",
    en="the inputs x1, x2 times their weights, added up",
)
def weighted(x, w_hidden):
    return x @ w_hidden.T


solution.mistake(
    "FWH07",
    weighted,
    lambda x, w_hidden: x[:, ::-1] @ w_hidden.T,
    ja="x1 と x2 を入れ替えて使っています。",
    en="You swapped x1 and x2.",
)


@solution.step(
    formula=r"\mu_j = w_{2j-1} x_1 + w_{2j} x_2 + b_j",
    ja="バイアス b1〜b4 を足して μ1〜μ4 を求める",
    en="plus the biases b1 … b4: μ1 … μ4",
)
def mu(weighted, b):
    return weighted + b[:4]


solution.mistake(
    "FWH01",
    mu,
    lambda weighted: weighted,
    also=("FWY11",),
    ja="中間層のバイアス b1〜b4 を足し忘れています。",
    en="You did not add the biases b1 … b4 of the hidden layer.",
)
solution.mistake(
    "FWH08",
    mu,
    lambda weighted, b: weighted + b[0],
    ja="中間層のすべてのニューロンに b1 を足しています。μ_j には b_j を足します。",
    en="You added b1 to every neuron of the hidden layer; μ_j takes b_j.",
)
solution.mistake(
    "FWH11",
    mu,
    lambda weighted, b: weighted - b[:4],
    ja="中間層のバイアス b1〜b4 を足さずに引いています。",
    en="You subtracted the biases b1 … b4 of the hidden layer instead of adding them.",
)


@solution.step(
    formula=r"h_j = \mathrm{relu}(\mu_j) = \max(0, \mu_j)",
    ja="relu を適用して中間層の出力 h1〜h4 を求める",
    en="relu: the hidden outputs h1 … h4",
)
def h(mu):
    return engine.relu(mu)


solution.mistake(
    "FWH02",
    h,
    lambda mu: mu,
    also=("FWY04",),
    ja="relu を適用し忘れて、h の代わりに μ を使っています。",
    en="You left out relu and used μ in place of h.",
)
solution.mistake(
    "FWH03",
    h,
    lambda mu: engine.sigmoid(mu),
    also=("FWY07",),
    ja="中間層で relu の代わりに sigmoid を使っています。",
    en="You used sigmoid instead of relu in the hidden layer.",
)
solution.mistake(
    "FWH04",
    h,
    lambda mu: np.abs(mu),
    ja="relu を絶対値 |μ| として計算しています。μ が負のとき h は 0 です。",
    en="You took relu for the absolute value |μ|; where μ is negative, h is 0.",
)
solution.mistake(
    "FWH05",
    h,
    lambda mu: np.minimum(0, mu),
    ja="relu の向きが逆で、min(0, μ) になっています。",
    en="Your relu is the wrong way round: it is min(0, μ).",
)
solution.mistake(
    "FWH09",
    h,
    lambda weighted, b: engine.relu(weighted) + b[:4],
    ja="中間層のバイアスを relu のあとで足しています。relu の前に足して μ を求めます。",
    en="You added the biases of the hidden layer after relu; they belong to μ, before relu.",
)
solution.mistake(
    "FWH10",
    h,
    lambda mu: np.where(mu > 0, 1.0, 0.0),
    ja="relu を 0 か 1 を返す階段関数にしています。μ が正のとき h は μ そのものです。",
    en="Your relu is a step function that gives 0 or 1; where μ is positive, h is μ itself.",
)


@solution.step(
    formula=r"(w_9, w_{10}, w_{11}, w_{12})",
    ja="h1〜h4 に w9〜w12 を割り当てる",
    en="w9 … w12, one for each of h1 … h4",
)
def w_out(w):
    return w[8:]


solution.mistake(
    "FWY12",
    w_out,
    lambda w: w[:7:-1],
    ja="w9〜w12 の順が逆です。h1 には w9、h4 には w12 を掛けます。",
    en="You took w9 … w12 in reverse order; h1 goes with w9 and h4 with w12.",
)


@solution.step(
    formula=r"w_9 h_1 + w_{10} h_2 + w_{11} h_3 + w_{12} h_4",
    ja="h1〜h4 に w9〜w12 を掛けて足す",
    en="h1 … h4 times w9 … w12, added up",
)
def weighted5(h, w_out):
    return h @ w_out


@solution.step(
    formula=r"\mu_5 = w_9 h_1 + w_{10} h_2 + w_{11} h_3 + w_{12} h_4 + b_5",
    ja="バイアス b5 を足して μ5 を求める",
    en="plus the bias b5: μ5",
)
def mu5(weighted5, b):
    return weighted5 + b[4]


solution.mistake(
    "FWY03",
    mu5,
    lambda weighted5: weighted5,
    ja="出力層のバイアス b5 を足し忘れています。",
    en="You did not add the bias b5 of the output layer.",
)


@solution.step(
    formula=r"y = \mathrm{sigmoid}(\mu_5) = \frac{1}{1 + e^{-\mu_5}}",
    ja="sigmoid を適用して出力 y を求める",
    en="sigmoid: the output y",
    size=1.0,
)
def y(mu5):
    return engine.sigmoid(mu5)


solution.mistake(
    "FWY01",
    y,
    lambda mu5: mu5,
    ja="出力層の sigmoid を適用し忘れて y = μ5 としています。",
    en="You left out the sigmoid of the output layer and took y = μ5.",
)
solution.mistake(
    "FWY02",
    y,
    lambda mu5: engine.sigmoid(-mu5),
    ja="sigmoid の指数の符号が逆です。e の肩は −μ5 です。",
    en="The sign of the exponent in your sigmoid is wrong: it is e to the power −μ5.",
)
solution.mistake(
    "FWY05",
    y,
    lambda mu5: engine.relu(mu5),
    ja="出力層で sigmoid の代わりに relu を使っています。",
    en="You used relu instead of sigmoid in the output layer.",
)
solution.mistake(
    "FWY06", y, lambda y: engine.sigmoid(y), ja="sigmoid を 2 回適用しています。", en="You applied sigmoid twice."
)
solution.mistake(
    "FWY09",
    y,
    lambda mu5: 1 / (1 - np.exp(-mu5)),
    ja="sigmoid の分母が 1 − e^{−μ5} になっています。正しくは 1 + e^{−μ5} です。",
    en="The denominator of your sigmoid is 1 − e^{−μ5}; it must be 1 + e^{−μ5}.",
)
solution.mistake(
    "FWY10",
    y,
    lambda y: np.where(y < 1 / 2, 0.0, 1.0),
    ja="出力をしきい値 0.5 で 0 か 1 にしています。y は sigmoid の値そのものです。",
    en="You turned the output into 0 or 1 with the threshold 0.5; y is the value of sigmoid itself.",
)
solution.mistake(
    "FWY13",
    y,
    lambda mu5: 1 / (1 + 10.0**-mu5),
    ja="sigmoid の e (2.718…) を 10 として計算しています。",
    en="You computed sigmoid with 10 in place of e (2.718…).",
)
solution.mistake(
    "FWY14",
    y,
    lambda mu5: 1 / 1 + np.exp(-mu5),
    ja="sigmoid の分母に括弧がないため、1 + e^{−μ5} を計算しています。1 / (1 + e^{−μ5}) と書きます。",
    en="Without brackets around the denominator your sigmoid is 1 + e^{−μ5}; write 1 / (1 + e^{−μ5}).",
)
