"""Backpropagation (誤差逆伝播法) through the lecture's 2-4-1 network for L = (1/N) Σ (y − t)²."""

import numpy as np

from grader import engine
from grader.solution import Solution

from .fwd import solution as fwd
from .gd import solution as gd
from .gd import updated

solution = Solution(
    "backprop",
    reference={
        "loss": engine.loss,
        "dw": lambda x, t, w, b: engine.backprop(x, t, w, b)[0],
        "db": lambda x, t, w, b: engine.backprop(x, t, w, b)[1],
    },
    gradients={"dw": ("loss", "w"), "db": ("loss", "b")},
)


solution.include(fwd)


@solution.step(
    formula=r"L = \frac{1}{N}\sum_i (y_i - t_i)^2", ja="誤差 L (微分する関数)", en="the loss L, which is differentiated"
)
def loss(y, t):
    return np.mean((y - t) ** 2)


@solution.step(formula=r"y_i - t_i", ja="差 y − t を求める", en="the residuals y − t")
def residual(y, t):
    return y - t


solution.mistake(
    "BPO03",
    residual,
    lambda y, t: t - y,
    ja="差の符号が逆で、t − y になっています。∂L/∂y に現れるのは y − t です。",
    en="The sign is wrong: you used t − y, but ∂L/∂y contains y − t.",
)


@solution.step(formula=r"\frac{1}{N}(y_i - t_i)", ja="N で割る", en="the division by N")
def averaged(residual, t):
    return residual / len(t)


solution.mistake(
    "BPO02",
    averaged,
    lambda residual: residual,
    ja="∂L/∂y に 1/N を掛け忘れています。",
    en="You left out the factor 1/N in ∂L/∂y.",
)


@solution.step(
    formula=r"\frac{\partial L}{\partial y_i} = \frac{2}{N}(y_i - t_i)",
    ja="2 を掛けて ∂L/∂y を求める",
    en="times 2: ∂L/∂y",
)
def dy(averaged):
    return 2 * averaged


solution.mistake(
    "BPO01",
    dy,
    lambda averaged: averaged,
    ja="∂L/∂y の係数 2 を忘れています。(y − t)² を y で微分すると 2(y − t) です。",
    en="You left out the factor 2 in ∂L/∂y: the derivative of (y − t)² with respect to y is 2(y − t).",
)


@solution.step(
    formula=r"\sigma'(\mu_5) = y\,(1 - y)", ja="sigmoid の微分 σ′ を求める", en="the derivative σ′ of sigmoid"
)
def slope(y):
    return y * (1 - y)


solution.mistake(
    "BPO04",
    slope,
    lambda y: np.ones_like(y),
    ja="出力層の sigmoid の微分 σ′ = y(1 − y) を掛け忘れています。",
    en="You did not multiply by the derivative of the output's sigmoid, σ′ = y(1 − y).",
)
solution.mistake(
    "BPO06",
    slope,
    lambda y: engine.sigmoid(y) * (1 - engine.sigmoid(y)),
    ja="σ′ の計算で、すでに sigmoid を通した y にもう一度 sigmoid を適用しています。σ′ = y(1 − y) です。",
    en="For σ′ you applied sigmoid once more to y, which is already its output; σ′ = y(1 − y).",
)
solution.mistake(
    "BPO07",
    slope,
    lambda mu5: mu5 * (1 - mu5),
    ja="σ′ を μ5(1 − μ5) としています。正しくは y(1 − y) です。",
    en="You took μ5(1 − μ5) for σ′; it is y(1 − y).",
)
solution.mistake(
    "BPO08",
    slope,
    lambda y: 1 - y,
    ja="σ′ を 1 − y としています。正しくは y(1 − y) です。",
    en="You took 1 − y for σ′; it is y(1 − y).",
)
solution.mistake(
    "BPO09",
    slope,
    lambda y: y * (1 + y),
    ja="σ′ を y(1 + y) としています。正しくは y(1 − y) です。",
    en="You took y(1 + y) for σ′; it is y(1 − y).",
)
solution.mistake(
    "BPO10",
    slope,
    lambda y: y,
    ja="σ′ を y としています。正しくは y(1 − y) です。",
    en="You took y for σ′; it is y(1 − y).",
)


@solution.step(
    formula=r"\delta_5 = \frac{\partial L}{\partial \mu_5} = \frac{\partial L}{\partial y}\,\sigma'(\mu_5)",
    ja="掛け合わせて δ5 = ∂L/∂μ5 を求める",
    en="their product: δ5 = ∂L/∂μ5",
)
def delta5(dy, slope):
    return dy * slope


solution.mistake(
    "BPO05",
    delta5,
    lambda averaged: averaged,
    ja="交差エントロピー誤差のときの δ5 = (y − t)/N を使っています。二乗和誤差では 2 と σ′ も掛けます。",
    en="You used δ5 = (y − t)/N, which belongs to the cross entropy; for this loss the factors 2 and σ′ stay.",
)


@solution.step(
    formula=r"\frac{\partial \mu_5}{\partial w_{8+j}} = h_j",
    ja="μ5 を w9〜w12 で偏微分する",
    en="the partial derivatives of μ5 with respect to w9 … w12",
)
def dmu5_dw(h):
    return h


solution.mistake(
    "BPO11",
    dmu5_dw,
    lambda mu: mu,
    ja="∂L/∂w9〜∂L/∂w12 で δ5 に h でなく μ を掛けています。",
    en="For ∂L/∂w9 … ∂L/∂w12 you multiplied δ5 by μ instead of h.",
)
solution.mistake(
    "BPO12",
    dmu5_dw,
    lambda h, w: np.ones_like(h) * w[8:],
    ja="∂L/∂w9〜∂L/∂w12 で δ5 に h でなく重み w9〜w12 を掛けています。",
    en="For ∂L/∂w9 … ∂L/∂w12 you multiplied δ5 by the weights w9 … w12 instead of h.",
)
solution.mistake(
    "BPO13",
    dmu5_dw,
    lambda h: np.ones_like(h),
    ja="∂L/∂w9〜∂L/∂w12 で δ5 に h を掛け忘れています。",
    en="For ∂L/∂w9 … ∂L/∂w12 you did not multiply δ5 by h.",
)


@solution.step(
    formula=r"\frac{\partial L}{\partial w_{8+j}} = \sum_i \delta_5 h_j",
    ja="全サンプルで足して ∂L/∂w9〜∂L/∂w12 を求める",
    en="summed over the samples: ∂L/∂w9 … ∂L/∂w12",
)
def dw_out(delta5, dmu5_dw):
    return delta5 @ dmu5_dw


@solution.step(
    formula=r"\frac{\partial L}{\partial b_5} = \sum_i \delta_5",
    ja="δ5 を全サンプルで足して ∂L/∂b5 を求める",
    en="δ5 summed over the samples: ∂L/∂b5",
)
def db_out(delta5):
    return delta5.sum()


solution.mistake(
    "BPO14",
    db_out,
    lambda delta5: delta5.mean(),
    ja="∂L/∂b5 で δ5 を平均しています。1/N は δ5 に入っているので、足すだけです。",
    en="For ∂L/∂b5 you averaged δ5; 1/N is already in δ5, so it is only summed.",
)
solution.mistake(
    "BPO15",
    db_out,
    lambda delta5, b: delta5.sum() * b[4],
    ja="∂L/∂b5 で δ5 に b5 を掛けています。∂μ5/∂b5 は 1 です。",
    en="For ∂L/∂b5 you multiplied δ5 by b5; ∂μ5/∂b5 is 1.",
)
solution.mistake(
    "BPO16",
    db_out,
    lambda delta5: 0 * delta5.sum(),
    ja="∂L/∂b5 を 0 としています。バイアスにも勾配があります。",
    en="You set ∂L/∂b5 to 0; a bias has a gradient, too.",
)


@solution.step(formula=r"\delta_5", ja="δ5 を中間層へ渡す", en="δ5 is handed back to the hidden layer")
def delta5_back(delta5):
    return delta5


solution.mistake(
    "BPH10",
    delta5_back,
    lambda delta5: np.ones_like(delta5),
    ja="中間層の勾配に、出力層から伝わる δ5 を掛け忘れています。",
    en="In the hidden layer's gradients you left out δ5, which comes back from the output layer.",
)
solution.mistake(
    "BPH11",
    delta5_back,
    lambda dy: dy,
    beside=dw_out,
    ja="中間層へ伝えるときに σ′ を飛ばして、δ5 の代わりに ∂L/∂y を使っています。",
    en="On the way to the hidden layer you skipped σ′ and used ∂L/∂y instead of δ5.",
)
solution.mistake(
    "BPH12",
    delta5_back,
    lambda delta5, t: delta5 / len(t),
    ja="中間層の勾配で 1/N を 2 回掛けています。1/N は δ5 に入っています。",
    en="In the hidden layer's gradients you applied 1/N twice; it is already in δ5.",
)
solution.mistake(
    "BPH13",
    delta5_back,
    lambda delta5, t: delta5 * len(t),
    beside=dw_out,
    ja="中間層の勾配で 1/N を掛け忘れています。",
    en="In the hidden layer's gradients you left out the factor 1/N.",
)
solution.mistake(
    "BPH14",
    delta5_back,
    lambda delta5_back: delta5_back / 2,
    beside=dw_out,
    ja="中間層の勾配で係数 2 を忘れています。",
    en="In the hidden layer's gradients you left out the factor 2.",
)
solution.mistake(
    "BPH20",
    delta5_back,
    lambda delta5_back: -delta5_back,
    beside=dw_out,
    ja="中間層の勾配の符号が逆です。",
    en="The sign of the hidden layer's gradients is wrong.",
)
solution.mistake(
    "BPH22",
    delta5_back,
    lambda dy, y: dy * engine.sigmoid(y) * (1 - engine.sigmoid(y)),
    beside=dw_out,
    ja="中間層へ伝える σ′ の計算で、y にもう一度 sigmoid を適用しています。σ′ = y(1 − y) です。",
    en="For the σ′ handed to the hidden layer you applied sigmoid once more to y; σ′ = y(1 − y).",
)


@solution.step(
    formula=r"\frac{\partial L}{\partial h_j} = \delta_5 w_{8+j}",
    ja="w9〜w12 を掛けて ∂L/∂h1〜∂L/∂h4 を求める",
    en="times w9 … w12: ∂L/∂h1 … ∂L/∂h4",
)
def dh(delta5_back, w):
    return np.outer(delta5_back, w[8:])


solution.mistake(
    "BPH08",
    dh,
    lambda delta5_back, w, dw_out: np.outer(delta5_back, w[8:] - 0.1 * dw_out),
    ja="中間層の勾配に、更新後 (α = 0.1) の w9〜w12 を使っています。更新前の値を使います。",
    en="In the hidden layer's gradients you used w9 … w12 after their update (α = 0.1); use the old ones.",
)
solution.mistake(
    "BPH09",
    dh,
    lambda delta5_back: np.outer(delta5_back, np.ones(4)),
    ja="中間層へ伝えるときに w9〜w12 を掛け忘れています。",
    en="On the way to the hidden layer you did not multiply by w9 … w12.",
)


@solution.step(
    formula=r"\mathrm{relu}'(\mu_j) = 1 \;(\mu_j > 0),\; 0 \;(\mu_j \le 0)",
    ja="relu の微分 relu′ を求める",
    en="the derivative relu′ of relu",
)
def mask(mu):
    return np.where(mu > 0, 1.0, 0.0)


solution.other_way(mask, lambda mu: np.where(mu >= 0, 1.0, 0.0))
solution.other_way(mask, lambda mu: np.where(mu == 0, 0.5, np.where(mu > 0, 1.0, 0.0)))
solution.mistake(
    "BPH01",
    mask,
    lambda mu: np.ones_like(mu),
    ja="relu の微分 relu′(μ) を掛け忘れています。μ ≤ 0 のニューロンには勾配が伝わりません。",
    en="You did not multiply by relu′(μ); no gradient passes a neuron with μ ≤ 0.",
)
solution.mistake(
    "BPH02",
    mask,
    lambda h: h,
    ja="relu′ の代わりに relu の値 h を掛けています。relu′ は 1 か 0 です。",
    en="You multiplied by the value h of relu instead of relu′, which is 1 or 0.",
)
solution.mistake(
    "BPH03",
    mask,
    lambda mu: mu,
    ja="relu′ の代わりに μ の値を掛けています。relu′ は 1 か 0 です。",
    en="You multiplied by the value of μ instead of relu′, which is 1 or 0.",
)
solution.mistake(
    "BPH04",
    mask,
    lambda dh: np.where(dh > 0, 1.0, 0.0),
    ja="relu′ を ∂L/∂h の符号で決めています。決めるのは μ の符号です。",
    en="You decided relu′ by the sign of ∂L/∂h; it is the sign of μ that decides.",
)
solution.mistake(
    "BPH05",
    mask,
    lambda mu: np.where(mu < 0, 1.0, 0.0),
    ja="relu′ が逆です。1 になるのは μ > 0 のときで、μ < 0 のときではありません。",
    en="Your relu′ is the wrong way round: it is 1 where μ > 0, not where μ < 0.",
)
solution.mistake(
    "BPH06",
    mask,
    lambda mu: engine.sigmoid(mu) * (1 - engine.sigmoid(mu)),
    ja="中間層で relu′ の代わりに sigmoid の微分 σ′(μ) を使っています。",
    en="In the hidden layer you used the derivative σ′(μ) of sigmoid instead of relu′.",
)
solution.mistake(
    "BPH07",
    mask,
    lambda h: h * (1 - h),
    ja="中間層で relu′ の代わりに h(1 − h) を使っています。これは sigmoid の微分の形です。",
    en="In the hidden layer you used h(1 − h) instead of relu′; that is the form of the derivative of sigmoid.",
)
solution.mistake(
    "BPH23",
    mask,
    lambda mu: np.zeros_like(mu),
    ja="relu′ がどこでも 0 になっています。μ > 0 では 1 です。",
    en="Your relu′ is 0 everywhere; where μ > 0 it is 1.",
)


@solution.step(
    formula=r"\delta_j = \frac{\partial L}{\partial \mu_j} = \frac{\partial L}{\partial h_j}\,\mathrm{relu}'(\mu_j)",
    ja="relu′ を掛けて δ1〜δ4 を求める",
    en="times relu′: δ1 … δ4",
)
def delta_hidden(dh, mask):
    return dh * mask


@solution.step(
    formula=r"\frac{\partial \mu_j}{\partial w_{2j-1}} = x_1,\; \frac{\partial \mu_j}{\partial w_{2j}} = x_2",
    ja="μ1〜μ4 を w1〜w8 で偏微分する",
    en="the partial derivatives of μ1 … μ4 with respect to w1 … w8",
)
def dmu_dw(x):
    return x


solution.mistake(
    "BPH15",
    dmu_dw,
    lambda x: np.ones_like(x),
    ja="∂L/∂w1〜∂L/∂w8 で δ に入力 x を掛け忘れています。",
    en="For ∂L/∂w1 … ∂L/∂w8 you did not multiply δ by the input x.",
)
solution.mistake(
    "BPH16",
    dmu_dw,
    lambda x: x[:, ::-1],
    ja="∂L/∂w1〜∂L/∂w8 で x1 と x2 を入れ替えて使っています。",
    en="For ∂L/∂w1 … ∂L/∂w8 you swapped x1 and x2.",
)


@solution.step(
    formula=r"\frac{\partial L}{\partial w_{2j-1}} = \sum_i \delta_j x_1,\;"
    r" \frac{\partial L}{\partial w_{2j}} = \sum_i \delta_j x_2",
    ja="全サンプルで足して ∂L/∂w1〜∂L/∂w8 を求める",
    en="summed over the samples: ∂L/∂w1 … ∂L/∂w8",
)
def dw_hidden(delta_hidden, dmu_dw):
    return (delta_hidden.T @ dmu_dw).ravel()


solution.mistake(
    "BPH17",
    dw_hidden,
    lambda delta_hidden, dmu_dw: (dmu_dw.T @ delta_hidden).ravel(),
    ja="∂L/∂w1〜∂L/∂w8 の並びが転置されています。w1, w2 がニューロン 1、w3, w4 がニューロン 2 の重みです。",
    en="Your ∂L/∂w1 … ∂L/∂w8 are in transposed order: w1, w2 belong to neuron 1, w3, w4 to neuron 2, and so on.",
)


@solution.step(
    formula=r"\frac{\partial L}{\partial b_j} = \sum_i \delta_j",
    ja="δ1〜δ4 を全サンプルで足して ∂L/∂b1〜∂L/∂b4 を求める",
    en="δ1 … δ4 summed over the samples: ∂L/∂b1 … ∂L/∂b4",
)
def db_hidden(delta_hidden):
    return delta_hidden.sum(axis=0)


solution.mistake(
    "BPH18",
    db_hidden,
    lambda delta_hidden: np.full(4, delta_hidden.sum()),
    ja="∂L/∂b1〜∂L/∂b4 がすべて δ の全要素の和になっています。ニューロンごとに足します (axis=0)。",
    en="Each of your ∂L/∂b1 … ∂L/∂b4 is the sum of all elements of δ; sum for each neuron (axis=0).",
)
solution.mistake(
    "BPH19",
    db_hidden,
    lambda delta_hidden: delta_hidden.mean(axis=0),
    ja="∂L/∂b1〜∂L/∂b4 で δ を平均しています。1/N は δ に入っているので、足すだけです。",
    en="For ∂L/∂b1 … ∂L/∂b4 you averaged δ; 1/N is already in δ, so it is only summed.",
)


@solution.step(
    formula=r"\left(\frac{\partial L}{\partial w_9}, \dots, \frac{\partial L}{\partial w_{12}},"
    r" \frac{\partial L}{\partial b_5}\right)",
    ja="出力層の勾配を並べる",
    en="the gradients of the output layer in order",
)
def grad_out(dw_out, db_out):
    return np.append(dw_out, db_out)


@solution.step(
    formula=r"\left(\frac{\partial L}{\partial w_1}, \dots, \frac{\partial L}{\partial w_8},"
    r" \frac{\partial L}{\partial b_1}, \dots, \frac{\partial L}{\partial b_4}\right)",
    ja="中間層の勾配を並べる",
    en="the gradients of the hidden layer in order",
)
def grad_hidden(dw_hidden, db_hidden):
    return np.append(dw_hidden, db_hidden)


@solution.step(
    formula=r"\left(\frac{\partial L}{\partial w_1}, \dots, \frac{\partial L}{\partial w_{12}}\right)",
    ja="重みの勾配 ∂L/∂w1〜∂L/∂w12 を並べる",
    en="the gradients of the weights in order, ∂L/∂w1 … ∂L/∂w12",
)
def dw(dw_hidden, dw_out):
    return np.append(dw_hidden, dw_out)


@solution.step(
    formula=r"\left(\frac{\partial L}{\partial b_1}, \dots, \frac{\partial L}{\partial b_5}\right)",
    ja="バイアスの勾配 ∂L/∂b1〜∂L/∂b5 を並べる",
    en="the gradients of the biases in order, ∂L/∂b1 … ∂L/∂b5",
)
def db(db_hidden, db_out):
    return np.append(db_hidden, db_out)


@solution.step(
    formula=r"\left(\frac{\partial L}{\partial w_1}, \dots, \frac{\partial L}{\partial w_{12}}\right)",
    ja="重みの勾配を勾配降下法に使う",
    en="the gradients of the weights, for gradient descent",
)
def grad(dw):
    return dw


solution.include(gd)
solution.mistake(
    "BPH24",
    dh,
    lambda delta5_back, w, dw_out, lr: np.outer(delta5_back, w[8:] - lr * dw_out),
    beside=updated,
    ja="中間層の勾配に、更新後の w9〜w12 を使っています。更新前の値を使います。",
    en="In the hidden layer's gradients you used w9 … w12 after their update; use the old ones.",
)

solution.repair(
    "debug",
    {
        "BPO04": ("(output - t)", "(output - t) * output * (1 - output)"),
        "BPH01": ("np.outer(W2, d_output)", "np.outer(W2, d_output) * (hidden > 0)"),
    },
)
