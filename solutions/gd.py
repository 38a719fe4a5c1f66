"""One step of gradient descent (勾配降下法), w ← w − α ∂L/∂w."""

import numpy as np

from grader import engine
from grader.solution import Solution

solution = Solution("gd", reference={"updated": engine.gd_step})


@solution.step(
    formula=r"\alpha \frac{\partial L}{\partial w}",
    ja="傾きに学習率 α を掛ける",
    en="the slope times the learning rate α",
)
def change(grad, lr):
    return lr * grad


@solution.step(
    formula=r"w \leftarrow w - \alpha \frac{\partial L}{\partial w}", ja="w から引く", en="the subtraction from w"
)
def updated(w, change):
    return w - change


@solution.mistake(
    "GD01",
    of=updated,
    ja="引くところを足しています (L が大きくなる向きに動きます)。",
    en="You added where you should subtract (w moves to where L is larger).",
)
def ascent(w, change):
    return w + change


@solution.mistake(
    "GD02", of=change, ja="学習率 α を掛け忘れています。", en="You did not multiply by the learning rate α."
)
def no_rate(grad):
    return grad


@solution.mistake(
    "GD03",
    of=updated,
    ja="更新後の w ではなく、α ∂L/∂w だけを答えています。",
    en="You gave only α ∂L/∂w, not the updated w.",
)
def change_only(change):
    return change


@solution.mistake(
    "GD04",
    of=updated,
    ja="更新後の w ではなく、変化の量 −α ∂L/∂w だけを答えています。",
    en="You gave only the change −α ∂L/∂w, not the updated w.",
)
def negative_change_only(change):
    return -change


@solution.mistake(
    "GD05",
    of=change,
    ja="傾き ∂L/∂w の符号を無視し、絶対値を使っています。",
    en="You ignored the sign of the slope ∂L/∂w and used its absolute value.",
)
def unsigned(change):
    return np.abs(change)


@solution.mistake(
    "GD06",
    of=updated,
    ja="先に w − α を計算してから ∂L/∂w を掛けています。",
    en="You computed w − α first and multiplied that by ∂L/∂w.",
)
def bracketed(w, grad, lr):
    return (w - lr) * grad


@solution.mistake(
    "GD07",
    of=change,
    ja="傾き ∂L/∂w を掛けずに、学習率 α だけを使っています。",
    en="You used the learning rate α alone, without the slope ∂L/∂w.",
)
def rate_only(lr):
    return lr


@solution.mistake(
    "GD08",
    of=change,
    ja="傾き ∂L/∂w ではなく、w に α を掛けています。",
    en="You multiplied α by w instead of the slope ∂L/∂w.",
)
def decay(w, lr):
    return lr * w


@solution.mistake(
    "GD09",
    of=change,
    ja="学習率 α を掛けずに、α で割っています。",
    en="You divided by the learning rate α instead of multiplying by it.",
)
def divided(grad, lr):
    return grad / lr


@solution.mistake("GD10", of=change, ja="2 回続けて更新しています。", en="You made the update twice.")
def updated_twice(change):
    return 2 * change


@solution.mistake(
    "GD11",
    of=updated,
    ja="引き算の順序が逆で、α ∂L/∂w から w を引いています。",
    en="You subtracted the wrong way round: w from α ∂L/∂w.",
)
def reversed_subtraction(w, change):
    return change - w


@solution.mistake(
    "GD12",
    of=change,
    ja="学習率 α の小数点が 1 桁ずれています (10 倍の値を使っています)。",
    en="The decimal point of your learning rate α is off by one place (you used ten times its value).",
)
def decimal_point(grad, lr):
    return 10 * lr * grad


@solution.mistake(
    "GD13",
    of=change,
    ja="傾き ∂L/∂w の大きさを使わず、符号だけを使っています。",
    en="You used only the sign of the slope ∂L/∂w, not its size.",
)
def sign_only(grad, lr):
    return lr * np.sign(grad)


@solution.mistake(
    "GD14",
    of=updated,
    ja="α を ∂L/∂w だけでなく w にも掛けて、α(w − ∂L/∂w) を計算しています。",
    en="You multiplied w by α too and computed α(w − ∂L/∂w).",
)
def scaled_all(w, grad, lr):
    return lr * (w - grad)
