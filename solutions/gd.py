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


solution.mistake(
    "GD01",
    updated,
    lambda w, change: w + change,
    ja="引くところを足しています (L が大きくなる向きに動きます)。",
    en="You added where you should subtract (w moves to where L is larger).",
)
solution.mistake(
    "GD02",
    change,
    lambda grad: grad,
    ja="学習率 α を掛け忘れています。",
    en="You did not multiply by the learning rate α.",
)
solution.mistake(
    "GD03",
    updated,
    lambda change: change,
    ja="更新後の w ではなく、α ∂L/∂w だけを答えています。",
    en="You gave only α ∂L/∂w, not the updated w.",
)
solution.mistake(
    "GD04",
    updated,
    lambda change: -change,
    ja="更新後の w ではなく、変化の量 −α ∂L/∂w だけを答えています。",
    en="You gave only the change −α ∂L/∂w, not the updated w.",
)
solution.mistake(
    "GD05",
    change,
    lambda change: np.abs(change),
    ja="傾き ∂L/∂w の符号を無視し、絶対値を使っています。",
    en="You ignored the sign of the slope ∂L/∂w and used its absolute value.",
)
solution.mistake(
    "GD06",
    updated,
    lambda w, grad, lr: (w - lr) * grad,
    ja="先に w − α を計算してから ∂L/∂w を掛けています。",
    en="You computed w − α first and multiplied that by ∂L/∂w.",
)
solution.mistake(
    "GD07",
    change,
    lambda lr: lr,
    ja="傾き ∂L/∂w を掛けずに、学習率 α だけを使っています。",
    en="You used the learning rate α alone, without the slope ∂L/∂w.",
)
solution.mistake(
    "GD08",
    change,
    lambda w, lr: lr * w,
    ja="傾き ∂L/∂w ではなく、w に α を掛けています。",
    en="You multiplied α by w instead of the slope ∂L/∂w.",
)
solution.mistake(
    "GD09",
    change,
    lambda grad, lr: grad / lr,
    ja="学習率 α を掛けずに、α で割っています。",
    en="You divided by the learning rate α instead of multiplying by it.",
)
solution.mistake(
    "GD10", change, lambda change: 2 * change, ja="2 回続けて更新しています。", en="You made the update twice."
)
solution.mistake(
    "GD11",
    updated,
    lambda w, change: change - w,
    ja="引き算の順序が逆で、α ∂L/∂w から w を引いています。",
    en="You subtracted the wrong way round: w from α ∂L/∂w.",
)
solution.mistake(
    "GD12",
    change,
    lambda grad, lr: 10 * lr * grad,
    ja="学習率 α の小数点が 1 桁ずれています (10 倍の値を使っています)。",
    en="The decimal point of your learning rate α is off by one place (you used ten times its value).",
)
solution.mistake(
    "GD13",
    change,
    lambda grad, lr: lr * np.sign(grad),
    ja="傾き ∂L/∂w の大きさを使わず、符号だけを使っています。",
    en="You used only the sign of the slope ∂L/∂w, not its size.",
)
solution.mistake(
    "GD14",
    updated,
    lambda w, grad, lr: lr * (w - grad),
    ja="α を ∂L/∂w だけでなく w にも掛けて、α(w − ∂L/∂w) を計算しています。",
    en="You multiplied w by α too and computed α(w − ∂L/∂w).",
)


solution.notion(
    "GD15",
    ja="誤差 L を求める前に、出力 y が必要です。L は y と t から計算します。",
    en="The loss L needs the outputs y first: it is computed from y and t.",
)
solution.notion(
    "GD16",
    ja="傾きを求める前に、誤差 L が必要です。傾きは L を偏微分したものです。",
    en="The slopes need the loss L first: they are its partial derivatives.",
)
solution.notion(
    "GD17",
    ja="重みとバイアスを更新する前に、傾きが必要です。更新には傾きを使います。",
    en="The update needs the slopes first: weights and biases are changed with them.",
)
solution.notion(
    "GD18",
    ja="次の画像の組に進むのは、重みとバイアスを更新した後です。",
    en="The next set of images comes after weights and biases were updated.",
)
solution.notion(
    "GD19",
    ja="学習率 α が大きいほど速く収束すると考えています。大きすぎると、最小の点を飛び越えて収束しにくくなります。",
    en="You took a larger learning rate α for a faster one; one that is too high jumps over the minimum and hardly "
    "converges.",
)
solution.notion(
    "GD20",
    ja="学習率 α が小さいほどよいと考えています。小さすぎると、誤差がなかなか減らず、時間がかかるだけです。",
    en="You took a smaller learning rate α for a better one; one that is too low only takes longer.",
)
solution.notion(
    "GD21",
    ja="誤差がゆっくり減るのは、学習率 α が低すぎるときです。高すぎると、更新のたびに最小の点を飛び越え、"
    "誤差が減らずに大きくなることもあります。",
    en="A loss that falls slowly belongs to a learning rate α that is too low; one that is too high makes each step "
    "jump over the minimum, and the loss may even grow.",
)

solution.choice("direction", right=["larger"], wrong={"smaller": "GD01", "always": "GD05", "slope": "GD03"})
solution.choice("rates", right=["high", "low"], wrong={"faster": "GD19", "better": "GD20"})
solution.choice("descents", right=["high"], wrong={"good": "GD19", "low": "GD21"})
solution.ordering(
    "loop",
    right=["outputs", "loss", "slopes", "update", "next"],
    wrong={
        "GD15": ("loss", "outputs"),
        "GD16": ("slopes", "loss"),
        "GD17": ("update", "slopes"),
        "GD18": ("next", "update"),
    },
)
