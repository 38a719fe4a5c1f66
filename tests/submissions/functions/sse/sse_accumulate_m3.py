from itertools import accumulate, starmap
import operator as op
from typing import Sequence


def sse(y: Sequence[float], t: Sequence[float]) -> float:
    residuals = list(starmap(op.sub, zip(y, t)))
    *_, total = accumulate(map(op.mul, residuals, residuals), initial=0.0)
    return float(total)


if __name__ == "__main__":
    print(sse([0.1, 0.9], [0, 1]))   # 0.02
